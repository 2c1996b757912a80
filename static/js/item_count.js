// Keeps “2 of 18 items are checked.” true while the items of a check are marked: the first number and the bar.

const form = document.querySelector(".checking");
const place = document.querySelector("[data-checked-items]");

function show() {
  const number = [...form.querySelectorAll(".finding")].filter((item) =>
    item.querySelector(":checked"),
  ).length;
  const sentence = place.querySelector("p");
  sentence.textContent = sentence.textContent.replace(/\d+/, number);
  place.querySelector("progress").value = number;
}

form.addEventListener("change", show);
form.addEventListener("kipp:filled", show);
