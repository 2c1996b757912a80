"""Ideas about food, work and small enterprises."""

from .idea import Idea, Measure

LIVELIHOOD = [
    Idea(
        titles=(
            "KLINIK TANI KELILING: Dokter Tanaman Datang ke Lahan",
            "PETANI CERMAT: Catat, Rawat, dan Untung",
            "SEKOLAH TANAH: Pupuk Sesuai Kebutuhan Lahan",
            "SAHABAT SAWAH: Peringatan Dini Hama untuk Petani",
        ),
        category="food_security",
        fits=("Pertanian",),
        problem="Petani di {government} memupuk dan menyemprot menurut kebiasaan. Tanah mengeras, hama "
        "kebal, biaya naik, sedangkan satu penyuluh harus melayani beberapa {village} sekaligus.",
        action="Klinik keliling memeriksa tanah dan tanaman sakit di lahan, lalu memberi resep tertulis. "
        "Pengamat hama dari kalangan petani muda mengirim temuan setiap pekan; peringatan dibalas dengan "
        "gerakan pengendalian bersama memakai agens hayati buatan kelompok.",
        aims=(
            "menurunkan biaya pupuk dan pestisida",
            "menaikkan hasil panen secara berkelanjutan",
            "memperluas jangkauan penyuluhan",
        ),
        target="petani kecil pemilik dan penggarap, termasuk perempuan petani",
        novelty="Layanan meniru klinik: ada pemeriksaan, diagnosis, resep, dan kontrol ulang, serta petani "
        "muda menjadi mata penyuluh.",
        transfer="Perangkat uji tanah sederhana dan buku resep dapat langsung dipakai balai penyuluhan "
        "mana pun.",
        means="Tersedia satu mobil klinik, perangkat uji tanah, laboratorium kecil agens hayati, penyuluh, "
        "dan pengamat hama muda.",
        basis="Klinik diatur dalam keputusan kepala {agency} dan dianggarkan melalui APBD serta dana bagi "
        "hasil yang diperuntukkan bagi petani.",
        source="rekam klinik, ubinan panen, dan catatan usaha tani",
        measures=(
            Measure("hasil panen padi", "kuintal per hektare", (51, 56), (63, 71)),
            Measure("biaya pupuk dan pestisida per hektare", "ribu rupiah", (3900, 4600), (2300, 2900)),
            Measure("kelompok tani yang memakai agens hayati", "persen", (6, 14), (58, 74)),
        ),
        partners=(
            "kelompok tani mengelola pos agens hayati",
            "petani muda mengamati hama setiap pekan",
            "balai penelitian memeriksa contoh yang sulit",
            "kios pupuk menyediakan pupuk sesuai resep",
        ),
        lesson="Petani percaya pada petak contoh di sawah tetangganya; karena itu klinik selalu "
        "meninggalkan satu petak pembanding.",
    ),
    Idea(
        titles=(
            "SAPI SIAGA: Dokter Hewan Siap Dipanggil",
            "TERNAK TERCATAT: Kartu Sehat dan Asuransi Sapi Rakyat",
            "LUMBUNG PAKAN: Pakan Awet di Musim Kemarau",
            "INSEMINASI TEPAT: Kawin Suntik Tepat Waktu",
        ),
        category="food_security",
        fits=("Peternakan", "Pertanian"),
        problem="Peternak kecil kehilangan pedet dan sapi perah karena penyakit terlambat ditangani dan "
        "birahi tidak terpantau. Pada kemarau, pakan dibeli dari luar daerah dengan harga tinggi.",
        action="Setiap sapi memiliki kartu sehat bernomor. Satu nomor panggilan menugaskan petugas "
        "terdekat; riwayatnya dibaca sebelum berangkat. Kelompok membuat pakan awetan pada musim hujan dan "
        "menyimpannya dalam lumbung bersama.",
        aims=(
            "menurunkan kematian ternak",
            "memperpendek jarak kelahiran sapi",
            "menjamin pakan sepanjang tahun",
        ),
        target="peternak rakyat dengan kepemilikan satu sampai lima ekor",
        novelty="Riwayat setiap ternak terbaca oleh petugas mana pun, dan lumbung pakan dikelola seperti "
        "lumbung padi.",
        transfer="Penomoran ternak dan cara membuat pakan awetan dapat diadopsi kelompok lain dalam satu "
        "musim.",
        means="Sumber dayanya petugas inseminasi, paramedik, kartu dan anting ternak, mesin pencacah, "
        "serta drum penyimpan pakan.",
        basis="Standar pelayanan panggilan ditetapkan dinas, pembiayaannya melalui APBD dan iuran kelompok "
        "ternak.",
        source="sistem informasi kesehatan hewan dan buku kelompok",
        measures=(
            Measure("kematian pedet", "persen", (9, 13), (2, 4)),
            Measure("waktu petugas tiba setelah dipanggil", "jam", (18, 30), (2, 4)),
            Measure("jarak kelahiran sapi", "bulan", (17, 20), (13, 14)),
        ),
        partners=(
            "kelompok ternak mengelola lumbung pakan",
            "koperasi susu memotong iuran asuransi",
            "fakultas peternakan menguji mutu pakan",
            "{headman} menyediakan lahan hijauan",
        ),
        lesson="Kecepatan petugas hanya terasa bila peternak melapor dini; latihan mengenali gejala "
        "menjadi pasangan yang tidak boleh ditinggalkan.",
    ),
    Idea(
        titles=(
            "NELAYAN WASKITA: Kabar Cuaca dan Harga sebelum Melaut",
            "LELANG TERANG: Pelelangan Ikan yang Terbuka",
            "TABUNGAN PACEKLIK NELAYAN",
            "KARTU SANDAR: Layanan Kapal Kecil Sekali Urus",
        ),
        category="economic_growth",
        fits=("Kelautan",),
        problem="Nelayan kecil melaut tanpa kabar cuaca yang mereka pahami, menjual ikan melalui pelepas "
        "uang, dan menunggu berminggu-minggu untuk mengurus dokumen kapal di kantor yang jauh.",
        action="Kabar ombak, angin, dan harga disiarkan dalam bahasa sehari-hari melalui radio dan papan "
        "lampu di dermaga. Lelang dibuat terbuka dengan layar timbang, sebagian hasil disisihkan menjadi "
        "tabungan paceklik, dan dokumen kapal dilayani di tempat pelelangan dua kali sepekan.",
        aims=(
            "menurunkan kecelakaan nelayan kecil",
            "menaikkan harga jual melalui lelang yang jujur",
            "melindungi keluarga nelayan pada musim paceklik",
        ),
        target="nelayan kecil, buruh kapal, dan perempuan pengolah ikan",
        novelty="Keselamatan, harga, tabungan, dan dokumen dijadikan satu layanan di dermaga.",
        transfer="Papan lampu dan tata cara lelang terbuka dapat dipasang di tempat pelelangan mana pun.",
        means="Sarana terdiri atas papan lampu, layar timbang, radio komunitas, dan meja layanan; petugas "
        "pelelangan dilatih sebagai juru kabar.",
        basis="Penyelenggaraan lelang dan tabungan berpedoman pada peraturan daerah tentang tempat "
        "pelelangan ikan dan perjanjian dengan bank daerah.",
        source="buku lelang, data kecelakaan laut, dan rekening tabungan",
        measures=(
            Measure("kecelakaan kapal kecil", "kejadian setahun", (14, 23), (3, 6)),
            Measure("nilai transaksi lelang", "juta rupiah sebulan", (420, 610), (980, 1450)),
            Measure("nelayan yang memiliki tabungan paceklik", "persen", (8, 17), (69, 83)),
        ),
        partners=(
            "stasiun meteorologi maritim mengirim prakiraan",
            "rukun nelayan menyiarkan dan mengawasi lelang",
            "bank daerah membuka tabungan",
            "kelompok istri nelayan mengolah ikan berlebih",
        ),
        lesson="Bahasa prakiraan harus diubah menjadi bahasa nelayan: bukan knot, melainkan boleh atau "
        "jangan.",
    ),
    Idea(
        titles=(
            "PEKARANGAN PANEN: Dapur Dipasok dari Halaman",
            "LUMBUNG KAMPUNG: Cadangan Pangan Bersama",
            "WARUNG TUKAR PANEN",
            "GANG HIJAU: Gerakan Menanam di Lahan Sempit",
        ),
        category="food_security",
        fits=("Ketahanan Pangan", "Kecamatan", "Pertanian"),
        problem="Keluarga di {place} membeli sayur dan lauk setiap hari walaupun memiliki halaman. Ketika "
        "harga naik, porsi makan anak yang pertama dikurangi, dan lumbung lama tinggal bangunan kosong.",
        action="Setiap rukun tetangga merawat kebun bibit. Kelebihan panen dititipkan di warung tukar, "
        "dicatat sebagai poin, dan dapat diambil keluarga lain. Lumbung kembali diisi dengan gabah dan "
        "umbi sebagai cadangan saat bencana.",
        aims=(
            "mengurangi pengeluaran pangan keluarga",
            "menyediakan cadangan pangan setempat",
            "memperbaiki keragaman makanan anak",
        ),
        target="keluarga berpendapatan rendah dan kelompok wanita tani",
        novelty="Hasil pekarangan dapat ditukar tanpa uang, sehingga panen kecil pun bernilai dan tidak "
        "terbuang.",
        transfer="Kebun bibit dan buku poin dapat dimulai oleh satu rukun tetangga dengan modal sangat "
        "kecil.",
        means="Cukup tersedia kebun bibit, rak warung tukar, dan buku poin; penyuluh mendampingi kelompok "
        "wanita tani.",
        basis="Kegiatan dimuat dalam peraturan {village} tentang cadangan pangan dan memakai {fund} serta "
        "bantuan bibit dinas.",
        source="buku poin warung tukar dan survei pola makan keluarga",
        measures=(
            Measure("pengeluaran sayur dan lauk keluarga", "ribu rupiah sebulan", (520, 640), (290, 370)),
            Measure("keluarga yang menanam di pekarangan", "persen", (14, 25), (73, 88)),
            Measure("cadangan pangan di lumbung", "kuintal", (0, 6), (42, 78)),
        ),
        partners=(
            "kelompok wanita tani mengelola kebun bibit",
            "posyandu memakai hasil kebun untuk makanan tambahan",
            "karang taruna membangun rak tanam",
            "sekolah membuka kebun belajar",
        ),
        lesson="Orang menanam lebih rajin bila hasilnya dihargai; poin kecil ternyata cukup.",
    ),
    Idea(
        titles=(
            "IZIN MARANI: Perizinan Menghampiri Usaha Mikro",
            "SIDAK MANIS: Siap Datang Membantu Nomor Induk Usaha",
            "OJO WEDI IZIN: Pendampingan Izin Usaha di Pasar",
            "SORE BERIZIN: Layanan Perizinan di Luar Jam Kantor",
        ),
        category="economic_growth",
        fits=("Penanaman Modal",),
        problem="Pelaku usaha mikro menganggap izin mahal dan rumit. Tanpa izin mereka tidak dapat "
        "mengakses kredit, pasar modern, maupun sertifikasi, sedangkan layanan daring membingungkan bagi "
        "yang tidak terbiasa.",
        action="Petugas datang ke pasar, sentra kerajinan, dan {village} pada sore hari. Pemohon dibantu "
        "sampai nomor induk berusaha tercetak, lalu langsung diarahkan ke sertifikasi pangan, halal, dan "
        "kredit di meja sebelahnya.",
        aims=(
            "memberi legalitas kepada usaha mikro tanpa biaya dan calo",
            "menyambungkan izin dengan manfaat usaha",
            "mempersingkat waktu pelayanan",
        ),
        target="pelaku usaha mikro, terutama perempuan dan pedagang pasar",
        novelty="Izin ditempatkan sebagai pintu masuk, bukan tujuan; pelaku usaha pulang membawa izin dan "
        "janji temu dengan pembeli atau bank.",
        transfer="Satu tim empat orang dengan dua laptop dapat menjalankan layanan ini di pasar mana pun.",
        means="Sarananya satu mobil layanan, dua laptop, printer, dan jaringan seluler; petugas bekerja "
        "bergilir dengan pengaturan jam kerja.",
        basis="Dasarnya peraturan {head} tentang pelimpahan kewenangan perizinan dan standar pelayanan "
        "yang diumumkan; anggarannya APBD.",
        source="sistem perizinan dan survei kepuasan",
        measures=(
            Measure("usaha mikro yang berizin", "usaha setahun", (310, 520), (2700, 4100)),
            Measure("waktu penyelesaian", "jam", (72, 120), (1, 2)),
            Measure("pelaku usaha yang memperoleh kredit sesudah berizin", "persen", (5, 11), (34, 48)),
        ),
        partners=(
            "pengelola pasar menyiapkan tempat dan jadwal",
            "bank daerah membuka meja kredit",
            "dinas kesehatan melayani sertifikat produksi pangan",
            "komunitas usaha mengajak anggotanya",
        ),
        lesson="Pertanyaan pertama pelaku usaha bukan syarat, melainkan apa gunanya; jawaban itu harus "
        "tersedia di meja yang sama.",
    ),
    Idea(
        titles=(
            "PASAR TUMBUH: Usaha Mikro Naik Kelas",
            "RUMAH KEMAS: Kemasan, Foto, dan Pasar Digital",
            "TOKO TETANGGA: Belanja Kantor dari Usaha Mikro",
            "INKUBATOR PINGGIR JALAN",
        ),
        category="economic_growth",
        fits=("Koperasi", "Perindustrian"),
        problem="Produk usaha mikro di {government} baik mutunya, tetapi kemasannya seadanya dan "
        "pemasarannya berhenti di pameran. Belanja kantor pemerintah justru mengalir ke pemasok besar.",
        action="Rumah kemas menyediakan desain, foto, dan cetak dalam jumlah kecil. Kurator menilai "
        "kesiapan produk; yang lulus masuk daftar belanja kantor dan toko daring. Pembayaran ditalangi "
        "koperasi sehingga pengusaha tidak menunggu.",
        aims=(
            "menaikkan mutu kemasan dan keamanan produk",
            "membuka pasar tetap bagi usaha mikro",
            "memperbaiki arus kas pelaku usaha",
        ),
        target="pelaku usaha mikro makanan, kerajinan, dan batik",
        novelty="Pemerintah hadir sebagai pembeli pertama yang terukur, dan masalah pembayaran "
        "diselesaikan dengan dana talangan.",
        transfer="Kurasi tiga tingkat dan perjanjian dana talangan mudah diterapkan daerah lain.",
        means="Fasilitasnya satu rumah kemas dengan mesin cetak kecil, kurator, dan dana talangan koperasi "
        "yang bergulir.",
        basis="Instruksi {head} tentang belanja produk lokal menjamin pasarnya, sedangkan rumah kemas "
        "dibiayai APBD dan retribusi jasa.",
        source="catatan transaksi dan pendataan omzet triwulanan",
        measures=(
            Measure("omzet rata-rata pelaku usaha", "ribu rupiah sebulan", (2100, 3000), (5600, 7900)),
            Measure("produk yang lulus kurasi", "produk", (20, 45), (310, 470)),
            Measure("waktu pembayaran belanja kantor", "hari", (30, 60), (3, 5)),
        ),
        partners=(
            "koperasi menyediakan dana talangan",
            "perangkat daerah membelanjakan konsumsi dan cendera mata",
            "sekolah kejuruan desain mengerjakan kemasan",
            "lokapasar nasional membuka etalase daerah",
        ),
        lesson="Pembeli tetap yang kecil lebih menyehatkan usaha daripada pameran besar.",
    ),
    Idea(
        titles=(
            "BURSA KERJA KAMPUNG: Lowongan Sampai ke Balai Warga",
            "PURNA MIGRAN BERKARYA",
            "LATIH SESUAI LOWONGAN: Pelatihan Berbasis Kebutuhan Pabrik",
            "BERANGKAT AMAN: Calon Pekerja Migran Terlindungi",
        ),
        category="economic_growth",
        fits=("Tenaga Kerja",),
        problem="Pencari kerja dari {village} tidak mendapat kabar lowongan dan mudah dibujuk calo. "
        "Lulusan pelatihan menganggur, sementara pabrik mengeluh kekurangan tenaga terampil, dan purna "
        "pekerja migran kembali tanpa rencana.",
        action="Perusahaan menyusun isi pelatihan dan menjamin wawancara. Kabar lowongan diteruskan "
        "melalui petugas {village}, dan calon pekerja migran mengurus seluruh dokumen di satu loket. Purna "
        "migran dibina menjadi pengusaha dan pelatih.",
        aims=(
            "mempertemukan keterampilan dengan lowongan",
            "memutus rantai percaloan",
            "memandirikan purna pekerja migran",
        ),
        target="pencari kerja muda, korban pemutusan kerja, serta calon dan purna pekerja migran",
        novelty="Pelatihan tidak dibuka sebelum ada lowongan yang dijanjikan tertulis.",
        transfer="Kesepakatan pelatihan berbasis lowongan dapat dipakai balai latihan kerja mana pun.",
        means="Sumber dayanya balai latihan kerja, instruktur industri, petugas {village}, dan loket "
        "terpadu.",
        basis="Perjanjian kerja sama dengan asosiasi pengusaha dan peraturan {head} tentang pelindungan "
        "pekerja migran menjadi dasar; biayanya APBD.",
        source="data penempatan dan penelusuran lulusan",
        measures=(
            Measure("lulusan pelatihan yang bekerja dalam tiga bulan", "persen", (28, 41), (79, 90)),
            Measure("pekerja migran yang berangkat tanpa prosedur", "orang setahun", (48, 85), (3, 9)),
            Measure("purna migran yang berwirausaha", "orang", (15, 35), (190, 310)),
        ),
        partners=(
            "perusahaan merancang modul dan menyediakan instruktur",
            "petugas {village} meneruskan kabar lowongan",
            "purna migran menjadi penyuluh sebaya",
            "imigrasi dan kepolisian melayani di loket terpadu",
        ),
        lesson="Menunda kelas yang belum punya lowongan memang sulit, tetapi menjaga kepercayaan peserta.",
    ),
    Idea(
        titles=(
            "KREDIT LAWAN RENTENIR: Pinjaman Harian Pedagang Pasar",
            "MITRA PASAR: Cicilan Harian, Bunga Ringan",
            "SAWAH TERJAMIN: Kredit Musim Tanam",
            "LAPAK MERDEKA: Pedagang Lepas dari Utang Berbunga",
        ),
        category="poverty",
        fits=("BPR",),
        problem="Pedagang kecil terjerat pinjaman harian berbunga tinggi karena bank meminta agunan dan "
        "berkas yang tidak mereka miliki. Keuntungan habis untuk membayar bunga.",
        action="Petugas mendatangi lapak setiap pagi. Kelayakan dinilai dari catatan jualan dan jaminan "
        "kelompok; pinjaman cair pada hari yang sama dan dicicil harian atau menurut musim, dengan "
        "sebagian angsuran menjadi tabungan.",
        aims=(
            "membebaskan pedagang kecil dari rentenir",
            "membuka layanan keuangan bagi warga tanpa agunan",
            "menumbuhkan kebiasaan menabung",
        ),
        target="pedagang pasar, petani penggarap, dan pelaku usaha rumahan tanpa agunan",
        novelty="Karakter dan arus kas harian menggantikan agunan, dan setiap cicilan membentuk tabungan.",
        transfer="Formula penilaian dan aturan jaminan kelompok terbuka bagi lembaga keuangan daerah lain.",
        means="Produk ini dijalankan petugas lapangan dengan gawai, dana pinjaman bergulir, dan penjaminan "
        "kredit daerah.",
        basis="Ketentuannya ditetapkan keputusan direksi dengan subsidi bunga berdasarkan peraturan {head} "
        "dan diawasi otoritas jasa keuangan.",
        source="laporan portofolio kredit dan survei nasabah",
        measures=(
            Measure("pedagang yang lepas dari rentenir", "orang", (25, 60), (720, 1180)),
            Measure("kredit bermasalah", "persen", (6, 9), (1, 2)),
            Measure("waktu pencairan", "jam", (72, 120), (3, 6)),
        ),
        partners=(
            "paguyuban pedagang membentuk kelompok jaminan",
            "lembaga penjaminan kredit daerah menanggung risiko",
            "pengelola pasar memverifikasi lapak",
            "dinas perdagangan mendata pedagang yang terjerat utang",
        ),
        lesson="Rentenir menang karena datang setiap pagi; bank pun harus datang setiap pagi.",
    ),
    Idea(
        titles=(
            "WISATA TITEN: Warga Menjadi Pemandu dan Pemilik",
            "PLESIR TERTATA: Satu Tiket, Banyak Kampung",
            "NGINEP NDESO: Rumah Warga Ramah Wisatawan",
            "WISATA RESIK: Kampung Wisata Bebas Sampah",
        ),
        category="economic_growth",
        fits=("Pariwisata",),
        problem="Wisatawan datang ke {government}, tetapi hanya singgah di satu tempat. Kampung di "
        "sekitarnya menanggung sampah dan macet tanpa ikut menikmati pendapatan.",
        action="Kampung dihubungkan dalam rute bertiket tunggal yang hasilnya dibagi terbuka. Pemuda "
        "dilatih menjadi pemandu, rumah warga dinilai dan diberi tanda mutu, dan pedagang mengikuti aturan "
        "kemasan bebas plastik.",
        aims=(
            "memperpanjang lama tinggal wisatawan",
            "membagi pendapatan wisata kepada warga",
            "menjaga kebersihan dan budaya setempat",
        ),
        target="warga kampung wisata, pemuda, dan kelompok perempuan pengelola kuliner",
        novelty="Pembagian hasil dihitung otomatis per rute dan diumumkan setiap bulan kepada warga.",
        transfer="Perjanjian bagi hasil dan tanda mutu rumah singgah dapat disesuaikan dengan wisata apa "
        "pun.",
        means="Kebutuhannya pelatihan pemandu, papan rute, loket bersama, dan penilai mutu dari warga.",
        basis="Keputusan {head} tentang kampung wisata dan peraturan antarpemerintah {village} menjadi "
        "dasar pengelolaan.",
        source="laporan loket dan pembukuan kelompok sadar wisata",
        measures=(
            Measure("lama tinggal wisatawan", "jam", (4, 6), (22, 31)),
            Measure("pendapatan kelompok warga", "juta rupiah setahun", (95, 170), (620, 980)),
            Measure("sampah yang tertinggal di lokasi wisata", "kilogram sehari", (260, 390), (45, 80)),
        ),
        partners=(
            "kelompok sadar wisata mengelola rute",
            "pemilik rumah singgah menjaga mutu",
            "biro perjalanan memasarkan tiket tunggal",
            "perguruan tinggi melatih bahasa dan pemanduan",
        ),
        lesson="Sebelum promosi besar, warga perlu sepakat tentang batas jumlah pengunjung.",
    ),
]
