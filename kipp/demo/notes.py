"""What verifiers write: notes at a criterion, at the desk and in the field, and findings of a visit.

The three findings of a criterion are in this order: confirmed, partly confirmed, could not be checked.
"""

DESK_NOTES = {
    "novelty": [
        "Unsur baru terlihat pada cara menjangkau sasaran, tetapi perbandingan dengan layanan sebelumnya "
        "perlu dipertegas.",
        "Modifikasi dari praktik yang sudah ada; nilai tambahnya dijelaskan dengan baik.",
        "Gagasannya menarik. Mohon dijelaskan bagian mana yang belum dilakukan daerah lain.",
        "Kebaruan masih berupa penggunaan aplikasi; perubahan cara kerjanya belum tampak.",
        "Pelibatan warga sebagai pelaksana merupakan pendekatan yang jarang ditemui.",
    ],
    "effectiveness": [
        "Data sebelum dan sesudah tersedia dan konsisten antara ringkasan dan bagian hasil.",
        "Capaian tinggi, namun sumber data belum dilampirkan seluruhnya.",
        "Masalah terjawab, tetapi hubungan antara kegiatan dan hasil perlu diuji di lapangan.",
        "Indikator jelas dan terukur. Cara menghitungnya dapat diikuti.",
        "Hasil baru satu tahun; perlu dilihat apakah bertahan.",
    ],
    "benefit": [
        "Kelompok rentan disebut dengan jelas dan cara menjangkaunya masuk akal.",
        "Manfaat terasa bagi sasaran, tetapi jumlah penerima belum sebanding dengan luas wilayah.",
        "Penghematan waktu dan biaya warga dijelaskan dengan contoh yang meyakinkan.",
        "Perlu penjelasan tentang warga yang tidak memiliki telepon genggam.",
        "Manfaat menyentuh kepentingan publik dan dirasakan setiap hari.",
    ],
    "replicability": [
        "Panduan tersedia dan biaya awal rendah; peluang ditiru besar.",
        "Sudah diterapkan beberapa unit lain, bukti suratnya ada.",
        "Bergantung pada satu tenaga ahli. Bagaimana daerah lain melaksanakannya?",
        "Langkah-langkahnya runtut dan mudah dipahami.",
        "Replikasi baru sebatas kunjungan belajar.",
    ],
    "sustainability": [
        "Dasar hukum dan anggaran jelas, tim pelaksana ditetapkan.",
        "Anggaran masih bergantung pada sumbangan; perlu kepastian dalam rencana kerja.",
        "Pergantian pimpinan tidak menghentikan kegiatan, hal yang patut dihargai.",
        "Strategi sosial kuat, sedangkan dukungan kelembagaan perlu diperjelas.",
        "Pelatihan pengganti kader sudah disiapkan.",
    ],
}

FIELD_NOTES = {
    "novelty": [
        "Petugas dapat menunjukkan cara kerja lama dan baru; perbedaannya nyata.",
        "Di lapangan, kebaruan lebih kuat daripada yang tertulis dalam proposal.",
        "Cara kerja serupa ditemukan di unit tetangga, tetapi tidak selengkap ini.",
        "Alat yang disebut dalam proposal dipakai setiap hari oleh kader.",
        "Sebagian fitur yang disebut belum digunakan saat kunjungan.",
    ],
    "effectiveness": [
        "Angka pada register cocok dengan proposal untuk contoh yang diperiksa.",
        "Warga yang diwawancarai membenarkan perubahan waktu layanan.",
        "Selisih kecil antara laporan dan register dapat dijelaskan petugas.",
        "Data tiga bulan terakhir belum direkap, hanya tersedia catatan harian.",
        "Hasil terlihat jelas di lokus pertama; di lokus kedua baru dimulai.",
    ],
    "benefit": [
        "Penerima manfaat bercerita tanpa diarahkan; manfaatnya meyakinkan.",
        "Warga lanjut usia yang ditemui menerima kunjungan secara teratur.",
        "Manfaat belum merata sampai dusun terjauh.",
        "Ibu-ibu menyebut ongkos perjalanan yang kini tidak perlu dikeluarkan.",
        "Penyandang disabilitas dapat memakai layanan tanpa pendamping.",
    ],
    "replicability": [
        "Desa tetangga menunjukkan buku panduan dan hasil penerapannya.",
        "Kader mampu menjelaskan langkahnya tanpa bantuan petugas.",
        "Peniruan memerlukan pendampingan lebih lama daripada yang tertulis.",
        "Biaya yang diperlihatkan wajar bagi unit kecil.",
        "Belum ada unit lain yang menerapkan secara utuh.",
    ],
    "sustainability": [
        "Anggaran tahun berjalan diperlihatkan dalam dokumen pelaksanaan.",
        "Keputusan kepala desa dan jadwal kader terpasang di balai.",
        "Pergantian kader sudah terjadi dan kegiatan tetap berjalan.",
        "Kegiatan bergantung pada seorang penggerak; perlu pengganti.",
        "Mitra menyatakan kesediaan melanjutkan dukungan.",
    ],
}

FINDING_TEXTS = {
    "novelty": [
        "Tim melihat langsung cara kerja baru dan membandingkannya dengan prosedur lama yang masih "
        "tersimpan. Perubahan sesuai dengan pernyataan dalam proposal.",
        "Cara kerja yang dijelaskan memang dijalankan. Satu bagian, yaitu pencatatan digital, masih "
        "dilakukan dengan buku.",
        "Petugas yang menjalankan cara kerja baru sedang bertugas di luar, sehingga perbedaannya dengan "
        "prosedur lama tidak dapat diperiksa pada waktu kunjungan.",
    ],
    "effectiveness": [
        "Register diperiksa secara acak dan hasilnya sesuai dengan angka dalam proposal.",
        "Sebagian angka sesuai. Data satu lokus tidak lengkap karena pergantian petugas pencatat.",
        "Dokumen pendukung berada di kantor lain dan tidak dapat diperiksa pada waktu kunjungan.",
    ],
    "benefit": [
        "Wawancara dengan penerima manfaat di dua lokus menguatkan pernyataan dalam proposal.",
        "Manfaat dirasakan warga di pusat desa; warga di dusun terjauh baru sebagian terlayani.",
        "Penerima manfaat di lokus kedua tidak dapat ditemui karena akses jalan terputus; pernyataan dalam "
        "proposal belum dapat diperiksa.",
    ],
    "replicability": [
        "Wakil unit yang meniru hadir dan menunjukkan kegiatan yang sudah berjalan.",
        "Panduan tersedia, tetapi unit peniru baru sampai tahap persiapan.",
        "Pernyataan tentang replikasi di daerah lain tidak dapat diperiksa dari lokasi kunjungan.",
    ],
    "sustainability": [
        "Dasar hukum, anggaran, dan susunan tim diperlihatkan dalam dokumen asli.",
        "Dasar hukum ada, sedangkan anggaran tahun berikutnya masih dalam pembahasan.",
        "Dokumen anggaran tahun berjalan tidak berada di tempat dan tidak dapat diperiksa; salinannya "
        "diminta menyusul.",
    ],
}
