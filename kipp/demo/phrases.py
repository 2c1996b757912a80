"""Ways of saying it: sentences that join an idea's own texts into the answers of a proposal.

Each box has several, so that two proposals side by side don't read alike. {name} is the innovation's
short name.
"""

SUMMARY = (
    "{problem}\n\n{name} dikembangkan {agency} untuk menjawab keadaan tersebut. {action}\n\nPenerima "
    "manfaatnya adalah {target}. {results}",
    "{agency} menjalankan {name} bagi {target}. Latar belakangnya sederhana. "
    "{problem}\n\n{action}\n\nPerubahannya dapat diukur. {results}",
    "{problem} Keadaan inilah yang mendorong {agency} mengubah cara kerjanya melalui {name}.\n\n{action}\n\n"
    "{novelty}\n\nHasilnya sudah dirasakan. {results}",
    "{name} adalah cara {agency} mendekatkan layanan kepada {target}.\n\n{problem}\n\nCara kerjanya sebagai "
    "berikut. {action}\n\n{results}",
    "Masalah yang ditangani berawal dari pengalaman petugas sehari-hari. {problem}\n\nMelalui {name}, pola "
    "itu dibalik. {action}\n\n{results} Manfaatnya terutama diterima {target}.",
)

OBJECTIVES = (
    "{name} bertujuan {aim1}, {aim2}, dan {aim3}. Penerima manfaat utamanya ialah {target}. Ukuran "
    "keberhasilan yang dipegang sejak awal adalah {measure1} dan {measure2}, yang ditetapkan bersama para "
    "pelaksana sebelum kegiatan dimulai.",
    "Ada tiga hal yang hendak dicapai:\n1. {aim1};\n2. {aim2};\n3. {aim3}.\n\nKetiganya berangkat dari "
    "keadaan awal ketika {measure1} berada pada angka {before1}.",
    "Inovasi ini dirancang untuk {aim1}. Di samping itu, {agency} ingin {aim2} serta {aim3}. Target "
    "ditetapkan per tahun dan ditinjau kembali setiap enam bulan agar tetap masuk akal bagi petugas di "
    "lapangan.",
    "Tujuan umumnya adalah {aim1}. Secara khusus, inovasi ini diarahkan untuk {aim2} dan {aim3}, dengan "
    "perhatian pertama kepada {target}.",
)

ALIGNMENT = {
    "poverty": (
        "Inovasi ini sejalan dengan kategori pengentasan kemiskinan karena sasaran dan ukurannya langsung "
        "menyangkut beban hidup keluarga miskin. Upaya {aim1} mengurangi pengeluaran mereka sekaligus "
        "membuka jalan menuju kemandirian.",
        "Kemiskinan tidak berkurang dengan bantuan yang terpisah-pisah. Dengan {aim1}, {name} mendukung "
        "tujuan pertama pembangunan berkelanjutan, yakni mengakhiri kemiskinan dalam segala bentuk.",
    ),
    "education": (
        "Kategori pendidikan dipilih karena inti inovasi ini adalah kesempatan belajar yang setara. Usaha "
        "{aim1} mendukung tujuan keempat pembangunan berkelanjutan tentang pendidikan yang inklusif dan "
        "bermutu.",
        "Inovasi ini sejalan dengan kategori pendidikan: {aim1} dan {aim2} sama-sama menuntut perubahan cara "
        "layanan belajar diberikan, di dalam maupun di luar sekolah.",
    ),
    "health": (
        "Inovasi ini termasuk kategori kesehatan karena bertujuan {aim1}. Hal itu sejalan dengan tujuan "
        "ketiga pembangunan berkelanjutan, kehidupan sehat dan sejahtera, serta standar pelayanan minimal "
        "bidang kesehatan.",
        "Kesehatan menjadi kategori yang paling sesuai. Dengan {aim1} dan {aim2}, layanan bergeser dari "
        "mengobati yang sakit menjadi menjaga yang sehat, sebagaimana semangat gerakan masyarakat hidup "
        "sehat.",
        "{name} memperkuat pelayanan kesehatan dasar dan rujukan. Upaya {aim2} mendukung sasaran kesehatan "
        "dalam rencana pembangunan jangka menengah daerah.",
    ),
    "food_security": (
        "Ketahanan pangan bertumpu pada produsen kecil dan cadangan setempat. Melalui upaya {aim1}, "
        "inovasi ini mendukung tujuan kedua pembangunan berkelanjutan, tanpa kelaparan.",
        "Inovasi ini sesuai dengan kategori ketahanan pangan sebab berusaha {aim1} serta {aim2}, dua hal "
        "yang menentukan tersedianya pangan bagi keluarga.",
    ),
    "economic_growth": (
        "Pertumbuhan ekonomi dan kesempatan kerja menjadi muara inovasi ini. Dengan {aim1}, pelaku usaha "
        "dan pencari kerja kecil memperoleh tempat dalam ekonomi daerah.",
        "Kategori ini dipilih karena hasil akhirnya adalah penghasilan dan pekerjaan yang layak. Upaya "
        "{aim1} dan {aim2} menopang tujuan kedelapan pembangunan berkelanjutan.",
    ),
    "community_empowerment": (
        "Warga bukan penerima, melainkan pelaku. Karena itu inovasi ini masuk kategori pemberdayaan "
        "masyarakat: usaha {aim1} dilaksanakan oleh warga dengan dukungan pemerintah.",
        "Sesuai dengan kategori pemberdayaan masyarakat, {name} menyerahkan sebagian keputusan kepada "
        "warga agar mampu {aim1} dan {aim2}.",
    ),
    "gender": (
        "Inovasi ini responsif gender karena berangkat dari pengalaman perempuan dan anak. Upaya {aim1} "
        "mendukung tujuan kelima pembangunan berkelanjutan tentang kesetaraan gender.",
        "Perempuan dan anak menanggung beban terberat dari masalah ini. Dengan {aim1} serta {aim2}, "
        "inovasi ini memenuhi kategori pelayanan publik responsif gender.",
    ),
    "environment": (
        "Lingkungan yang bersih dimulai dari kebiasaan rumah tangga dan tempat usaha. Upaya {aim1} "
        "menempatkan inovasi ini dalam kategori pelestarian lingkungan hidup.",
        "Kategori lingkungan hidup sesuai dengan inti inovasi ini, yaitu {aim1} dan {aim2}, sejalan dengan "
        "tujuan keenam dan kedua belas pembangunan berkelanjutan.",
    ),
    "governance": (
        "Inovasi ini masuk kategori tata kelola pemerintahan karena mengubah cara layanan diberikan: "
        "{aim1} dan {aim2}. Warga memperoleh kepastian, petugas memperoleh alur kerja yang jelas.",
        "Tata kelola yang baik terasa pada urusan sehari-hari. Dengan {aim1}, {name} mewujudkan pelayanan "
        "yang mudah, cepat, dan dapat dipertanggungjawabkan.",
        "Kesesuaian dengan kategori tata kelola terletak pada {aim1} tanpa menambah beban warga, sejalan "
        "dengan tujuan keenam belas pembangunan berkelanjutan tentang kelembagaan yang tangguh.",
    ),
    "law_enforcement": (
        "Penegakan hukum yang adil menuntut pemahaman dan pilihan. Dengan {aim1}, inovasi ini memperkuat "
        "kepatuhan tanpa meninggalkan kelompok kecil.",
        "Inovasi ini sesuai dengan kategori penegakan hukum karena berusaha {aim1} dan {aim2}, sejalan "
        "dengan tujuan keenam belas pembangunan berkelanjutan.",
    ),
}

SIGNIFICANCE = (
    "Sebelum {name} berjalan, {measure1} tercatat pada angka {before1}, sedangkan {measure2} pada "
    "angka {before2}. Angka itu menunjukkan bahwa cara lama belum menyentuh {target}.\n\nKelompok rentan "
    "didahulukan: mereka didata lebih awal, didatangi bila tidak dapat datang, dan tidak dipungut biaya. "
    "Dengan begitu, jarak, ongkos, dan rasa sungkan tidak lagi menentukan siapa yang terlayani. {results1}",
    "Inovasi ini penting karena menyangkut hak dasar {target}. Pada awal kegiatan, {measure1} berada pada "
    "angka {before1}.\n\n{results1} Selain angka, ada perubahan yang tidak kalah penting: warga berani "
    "bertanya, petugas mengenal orang yang dilayaninya, dan keputusan diambil berdasarkan data setempat. "
    "Warga lanjut usia, penyandang disabilitas, dan keluarga miskin memperoleh layanan tanpa syarat "
    "tambahan.",
    "Arti penting {name} terletak pada siapa yang dijangkaunya, yaitu {target}. Mereka selama ini berada "
    "di luar jangkauan layanan biasa, sebagaimana terlihat dari {measure2} yang semula "
    "{before2}.\n\nPerubahan terjadi secara bertahap dan dapat ditelusuri dari catatan bulanan. {results2} "
    "Layanan dirancang agar dapat digunakan perempuan, warga lanjut usia, dan penyandang disabilitas tanpa "
    "perantara.",
    "Masalah ini berulang setiap tahun dan ongkosnya ditanggung warga. Bagi {target}, satu hari yang "
    "hilang berarti satu hari tanpa penghasilan.\n\n{name} memperpendek jalan itu. {results1} {results2} "
    "Penghematan waktu dan biaya paling terasa oleh keluarga yang tinggal jauh dari pusat layanan, "
    "sedangkan mereka yang tidak terbiasa dengan perangkat digital tetap dilayani dengan cara biasa.",
)

NOVELTY = (
    "{novelty} Sejauh penelusuran kami, pendekatan seperti ini belum diterapkan unit lain di {government} "
    "ketika inovasi dimulai.",
    "{novelty} Unsur-unsurnya mungkin telah dikenal, tetapi baru di {place} semuanya dirangkai menjadi "
    "satu layanan.",
    "Kebaruan inovasi ini ada pada caranya. {novelty}",
    "{novelty} Gagasan ini merupakan pengembangan dari praktik yang sudah ada, dengan penyesuaian pada "
    "kebiasaan warga setempat.",
    "Dibandingkan dengan layanan sebelumnya, perbedaannya jelas. {novelty} Tidak ada prosedur yang "
    "ditambahkan bagi warga; beberapa justru dihapus.",
)

TRANSFERABILITY = (
    "{transfer} Hingga kini {visitors} rombongan dari daerah lain telah datang belajar, dan sebagian "
    "meneruskannya dengan penyesuaian setempat.",
    "{transfer} Panduan pelaksanaannya telah ditulis, termasuk kesalahan yang pernah kami buat, agar "
    "peniru tidak mengulanginya.",
    "Inovasi ini mudah ditiru karena tidak bergantung pada alat mahal. {transfer} Unit lain di "
    "{government} telah mencobanya dengan pendampingan selama tiga bulan.",
    "{transfer} Syarat terpenting bukan biaya, melainkan kesediaan pimpinan mengubah jadwal dan pembagian "
    "tugas. {agency} siap mendampingi daerah yang ingin menerapkan.",
)

RESOURCES = (
    "{means} Biaya operasionalnya sekitar Rp{cost} juta setahun.",
    "{means} Sebagian besar sarana sudah tersedia; tambahan belanja pada tahun pertama sekitar Rp{cost} "
    "juta.",
    "{means} Petugas dilatih secara berkala, dan kebutuhan tahunan sebesar Rp{cost} juta ditanggung "
    "bersama oleh para mitra.",
    "{means} Dengan anggaran sekitar Rp{cost} juta setahun, pengeluaran terbesar adalah transportasi dan "
    "pelatihan.",
)

SUSTAINABILITY = (
    "{basis}\n\nSecara kelembagaan, tugas pelaksana tercantum dalam uraian jabatan sehingga tidak "
    "bergantung pada seorang pejabat. Secara sosial, warga telah menganggap layanan ini milik mereka: "
    "jadwal dijaga bersama dan penggantian kader disiapkan sebelum yang lama berhenti. Biaya rutin dijaga "
    "tetap kecil agar dapat dipikul anggaran biasa.",
    "{basis}\n\nAda tiga penopang. Pertama, prosedur tertulis yang ditinjau setiap tahun. Kedua, pelatihan "
    "bagi petugas baru sehingga pergantian pegawai tidak memutus layanan. Ketiga, laporan terbuka kepada "
    "warga yang membuat dukungan tetap terjaga. Rencana tiga tahun berikutnya adalah memperluas jangkauan "
    "ke wilayah yang belum terlayani.",
    "Keberlanjutan dijaga sejak perencanaan. {basis}\n\nPelaksana harian berasal dari warga dan petugas "
    "setempat, bukan tenaga proyek. Perlengkapannya dapat dibeli dan diperbaiki di {government}, sedangkan "
    "kegiatan yang terbukti tidak berguna dihentikan supaya beban kerja tidak menumpuk.",
    "{basis}\n\nInovasi ini telah melewati pergantian pimpinan dan tetap berjalan, karena tim, anggaran, "
    "dan ukuran kinerjanya sudah melekat pada rencana kerja {agency}. Mitra ikut menanggung bagian yang "
    "menjadi kepentingannya, dan pertemuan triwulanan menjaga kesepakatan tersebut.",
)

EVALUATION = (
    "Evaluasi dilakukan setiap bulan oleh tim pelaksana dan setiap enam bulan bersama mitra, dengan data "
    "dari {source}. Hasilnya dipajang agar dapat dibaca warga.",
    "Ya, inovasi ini dievaluasi. Bahannya berupa {source}; keadaan sebelum dan sesudah dibandingkan pada "
    "wilayah dan periode yang sama. Pihak luar diminta memeriksa contoh data setahun sekali.",
    "Tim memantau pelaksanaan melalui {source}. Pertemuan evaluasi berlangsung triwulanan, dihadiri wakil "
    "penerima manfaat, dan setiap temuan diberi penanggung jawab serta batas waktu.",
    "Penilaian berkala memakai {source}, dilengkapi wawancara singkat dengan penerima manfaat. Wilayah "
    "yang belum dijangkau dijadikan pembanding.",
)

INDICATORS = (
    "Indikator yang dipakai adalah {measures}. Semuanya dihitung dari catatan rutin sehingga tidak "
    "menambah beban pelaporan.",
    "Keberhasilan diukur dengan {measures}, disertai kepuasan penerima manfaat yang ditanyakan setiap "
    "akhir layanan.",
    "Ada tiga indikator utama, yakni {measures}. Nilai awal dicatat sebelum kegiatan dimulai.",
)

RESULTS = (
    "{results}",
    "Perbandingan keadaan sebelum dan sesudah inovasi menunjukkan perubahan nyata. {results}",
    "{results} Perubahan bertahan pada tahun kedua, tanda bahwa hasilnya bukan semata-mata semangat awal.",
    "Dalam dua tahun, {results_lower} Angka tersebut berasal dari data resmi {agency}.",
)

STAKEHOLDERS = (
    "{partners}\n\nPembagian peran ini dituangkan dalam kesepakatan tertulis dan ditinjau setiap tahun. "
    "{agency} bertindak sebagai penghubung: menyiapkan data, memanggil pertemuan, dan memastikan setiap "
    "pihak mengetahui perkembangan pihak lain.",
    "Tidak satu pun hasil di atas dapat dicapai sendirian. {partners}\n\nKoordinasi dilakukan dalam "
    "pertemuan bulanan yang singkat dengan satu lembar laporan bersama.",
    "Peran para pihak dibagi menurut kemampuan. {partners}\n\nWarga penerima manfaat dilibatkan sejak "
    "penyusunan rencana, bukan hanya ketika dimintai pendapat pada akhir kegiatan.",
    "{partners}\n\nDi dalam {agency} sendiri, pimpinan menjamin anggaran dan waktu kerja, sedangkan "
    "petugas lapangan diberi wewenang menyesuaikan cara sesuai keadaan.",
)

LESSONS = (
    "{lesson}",
    "{lesson} Pelajaran lain: mulai dari wilayah kecil, akui yang gagal, lalu perluas setelah caranya "
    "matang.",
    "Pelajaran terpenting yang kami petik: {lesson_lower} Ke depan, {agency} ingin menulis panduan bersama "
    "penerima manfaat agar pengetahuan ini tidak hilang.",
    "{lesson} Kami juga belajar bahwa data yang sederhana tetapi dibaca setiap minggu lebih berguna "
    "daripada laporan tebal setahun sekali.",
    "{lesson} Kerja sama perlu dirawat dengan kabar rutin; mitra yang tidak diberi tahu hasilnya akan "
    "pergi dengan sendirinya.",
)


def sentence(text: str) -> str:
    return capitalised(text) + "."


def capitalised(text: str) -> str:
    return text[0].upper() + text[1:]
