// A photo as a village's signal can carry it: at most 2048 px on its longer side and 1 MB. What cannot be read here
// stays as it is: the server says what is wrong with it.

const LONGEST = 2048; // pixels
const LARGEST = 1_000_000; // bytes
const QUALITIES = [0.85, 0.75, 0.6, 0.45];

/** @param {File} file @returns {Promise<Blob>} */
export async function shrunk(file) {
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  const share = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * share);
  canvas.height = Math.round(picture.height * share);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  for (const quality of QUALITIES) {
    /** @type {Blob | null} */
    const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (smaller && smaller.size <= LARGEST) return smaller;
  }
  return file;
}
