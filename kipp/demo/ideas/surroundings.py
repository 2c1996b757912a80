"""Ideas about waste, water, disasters and transport."""

from .idea import Idea, Measure

SURROUNDINGS = [
    Idea(
        titles=(
            "SAMPAH JADI SEKOLAH: Bank Sampah Pembayar Biaya Pendidikan",
            "RESIK RT: Pilah dari Rumah, Angkut Terjadwal",
            "MAGGOT MERDEKA: Sampah Dapur Menjadi Pakan",
            "BANK SAMPAH BERJALAN",
        ),
        category="environment",
        fits=("Lingkungan", "Kecamatan"),
        problem="Tempat pembuangan akhir {government} hampir penuh, sedangkan warga masih mencampur semua "
        "sampah. Bank sampah yang ada bergantung pada satu-dua orang dan berhenti ketika mereka lelah.",
        action="Sampah diangkut menurut hari dan jenisnya; yang tercampur ditinggal dengan kartu "
        "pemberitahuan. Sampah dapur diolah menjadi pakan di tingkat rukun warga, dan tabungan sampah "
        "dapat dibayarkan untuk sekolah, air bersih, atau iuran jaminan kesehatan.",
        aims=(
            "mengurangi sampah yang dikirim ke tempat pembuangan akhir",
            "membuat pemilahan menjadi kebiasaan rumah tangga",
            "memberi nilai ekonomi yang dirasakan keluarga",
        ),
        target="rumah tangga, pedagang, dan sekolah",
        novelty="Jadwal angkut menjadi alat mendidik, dan tabungan sampah diterima sebagai alat bayar "
        "layanan dasar.",
        transfer="Kalender angkut, kartu pemberitahuan, dan perjanjian pembayaran dapat disalin.",
        means="Armada yang dipakai adalah gerobak motor lama yang disekat, rumah pakan sederhana, dan buku "
        "tabungan; penggeraknya pengurus rukun warga.",
        basis="Peraturan daerah tentang pengelolaan sampah dan surat edaran {head} menjadi dasar, "
        "sedangkan biaya operasional ditutup retribusi dan penjualan pakan.",
        source="timbangan harian dan buku tabungan sampah",
        measures=(
            Measure("sampah yang dibuang ke tempat pembuangan akhir", "ton sehari", (64, 92), (31, 46)),
            Measure("rumah tangga yang memilah", "persen", (9, 18), (64, 79)),
            Measure("nilai tabungan sampah", "juta rupiah setahun", (25, 60), (380, 640)),
        ),
        partners=(
            "rukun warga mengelola rumah pakan",
            "sekolah menerima pembayaran dari tabungan sampah",
            "pengepul menjamin harga terendah",
            "peternak membeli pakan",
        ),
        lesson="Petugas angkut adalah penyuluh terbaik; ketegasan mereka meninggalkan sampah tercampur "
        "mengubah kebiasaan dalam tiga bulan.",
    ),
    Idea(
        titles=(
            "KALI BALI BENING: Sungai Kembali Jernih Bersama Perajin",
            "IPAL KOMUNAL BERIURAN: Limbah Perajin Terolah",
            "WARNA ALAM: Batik tanpa Limbah Berbahaya",
            "PANTAU KALI: Warga Membaca Mutu Sungai",
        ),
        category="environment",
        fits=("Lingkungan",),
        problem="Air sungai berubah warna sesuai warna kain yang sedang dicelup. Perajin kecil tidak "
        "sanggup membangun pengolah limbah, dan penertiban hanya memindahkan pembuangan ke malam hari.",
        action="Perajin satu gang memakai instalasi bersama dengan iuran menurut banyaknya celupan. Resep "
        "pewarna alami dan penghematan air diajarkan sesama perajin. Warga bantaran mengukur mutu air "
        "setiap pekan dan memajang hasilnya.",
        aims=(
            "memulihkan mutu air sungai",
            "menyediakan pengolahan limbah yang terjangkau perajin",
            "menumbuhkan pengawasan oleh warga",
        ),
        target="perajin batik dan tahu skala rumah tangga serta warga bantaran sungai",
        novelty="Iuran mengikuti pemakaian, pengawasan dilakukan warga yang dilatih, dan insentifnya tanda "
        "produk ramah sungai.",
        transfer="Rancangan instalasi modular dan skema iuran cocok untuk sentra industri kecil lain.",
        means="Instalasi modular dibangun bertahap di lahan pemerintah {village}; operator berasal dari "
        "perajin, dan alat ukur air dipinjamkan laboratorium daerah.",
        basis="Kewajiban pengolahan limbah dan skema iuran ditetapkan peraturan {head}; biaya rutin "
        "ditutup iuran, sedangkan perluasan melalui dana alokasi khusus.",
        source="hasil uji laboratorium dan catatan pengukuran warga",
        measures=(
            Measure("kadar kebutuhan oksigen kimiawi di hilir", "miligram per liter", (290, 420), (68, 98)),
            Measure("perajin yang tersambung instalasi", "persen", (10, 19), (66, 82)),
            Measure("pemakaian air per potong kain", "liter", (45, 60), (19, 27)),
        ),
        partners=(
            "paguyuban perajin memungut iuran dan menjadi operator",
            "warga bantaran mengukur mutu air",
            "politeknik merancang instalasi",
            "pembeli besar memesan produk bertanda ramah sungai",
        ),
        lesson="Perajin bersedia membayar jika iurannya adil dan tetangganya juga membayar.",
    ),
    Idea(
        titles=(
            "AIR SAMPAI: Sambungan Murah bagi Warga Berpenghasilan Rendah",
            "PATROLI BOCOR: Warga Melapor, Petugas Tiba",
            "METER JUJUR: Baca Meter Berfoto dan Terbuka",
            "TANDON WARGA: Satu Meter untuk Satu Kampung",
        ),
        category="community_empowerment",
        fits=("PDA",),
        problem="Keluarga berpenghasilan rendah membeli air keliling dengan harga berlipat karena tidak "
        "sanggup membayar biaya sambungan. Di sisi lain, hampir sepertiga air terbuang akibat kebocoran "
        "yang terlambat diketahui.",
        action="Kampung membentuk kelompok pengguna dengan satu meter induk dan mengatur pembagiannya "
        "sendiri. Biaya sambungan dicicil dua tahun. Laporan kebocoran dari warga diganjar potongan "
        "rekening setelah terbukti, dan pembacaan meter disertai foto.",
        aims=(
            "memperluas akses air minum yang aman dan terjangkau",
            "menurunkan kehilangan air",
            "meningkatkan kepercayaan pelanggan",
        ),
        target="rumah tangga berpenghasilan rendah di kawasan padat dan daerah sulit air",
        novelty="Warga menjadi pengelola sekaligus pengawas jaringan, dan laporan mereka diberi imbalan "
        "yang nyata.",
        transfer="Perjanjian kelompok pengguna dan aturan imbalan laporan dapat dipakai perusahaan air "
        "minum lain.",
        means="Diperlukan meter induk, pipa distribusi, petugas perbaikan siaga, serta saluran aduan yang "
        "terhubung peta jaringan.",
        basis="Tarif kelompok ditetapkan dengan keputusan {head} dan pendanaannya memadukan penyertaan "
        "modal daerah, hibah air minum, dan cicilan.",
        source="neraca air bulanan dan data pelanggan",
        measures=(
            Measure("tingkat kehilangan air", "persen", (29, 36), (18, 22)),
            Measure("sambungan rumah tangga miskin", "sambungan", (180, 340), (2100, 3300)),
            Measure("waktu perbaikan kebocoran", "jam", (48, 96), (5, 9)),
        ),
        partners=(
            "kelompok pengguna menagih dan merawat jaringan kampung",
            "pemerintah {village} menyediakan lahan tandon",
            "bank daerah membiayai cicilan",
            "tukang pipa setempat dilatih dan disertifikasi",
        ),
        lesson="Pelanggan yang merasa memiliki lebih cepat melapor; imbalannya kecil, tetapi jawabannya "
        "harus cepat.",
    ),
    Idea(
        titles=(
            "KENTONGAN DIGITAL: Peringatan Dini Buatan Warga",
            "SISTER VILLAGE: Kampung Aman Menampung Kampung Rawan",
            "JAGA KAMPUNG: Warga Mengukur Hujan dan Muka Air",
            "ROB SIAGA: Peta Genangan dan Jalur Selamat",
        ),
        category="community_empowerment",
        fits=("Bencana", "Kecamatan Srumbung", "Kecamatan Sukorejo"),
        problem="Wilayah rawan di {government} luas, sedangkan alat peringatan sedikit dan sering rusak. "
        "Saat mengungsi, warga bercampur di balai tanpa data, dan ternak ditinggalkan sehingga mereka "
        "kembali ke daerah bahaya.",
        action="Warga membuat alat ukur hujan, muka air, dan gerakan tanah sendiri yang tersambung "
        "kentongan dan pesan singkat. Setiap kampung rawan berpasangan dengan kampung aman yang telah "
        "menyiapkan kamar, kandang, dan daftar keluarga yang akan ditampung.",
        aims=(
            "memperpanjang waktu peringatan sebelum bencana",
            "menyiapkan pengungsian yang bermartabat",
            "memastikan kelompok rentan dievakuasi lebih dahulu",
        ),
        target="warga di daerah rawan bencana, terutama lansia, ibu hamil, anak, dan penyandang disabilitas",
        novelty="Pengungsian dipindahkan dari tenda ke rumah pasangan, dan alat peringatan dirawat oleh "
        "yang memerlukannya.",
        transfer="Rancangan alat dan perjanjian kampung berpasangan terbuka; biayanya terjangkau bagi "
        "{village}.",
        means="Alat dirakit dari bahan lokal oleh siswa kejuruan, relawan dilatih dua kali setahun, dan "
        "pusat kendali dijaga sepanjang hari.",
        basis="Peraturan {head} tentang penanggulangan bencana dan perjanjian antarpemerintah {village} "
        "menjadi dasar, dengan pembiayaan APBD dan {fund}.",
        source="catatan alat, laporan kejadian, dan hasil gladi",
        measures=(
            Measure("waktu peringatan sebelum kejadian", "menit", (5, 12), (55, 95)),
            Measure("keluarga yang mengetahui rumah pasangannya", "persen", (0, 6), (87, 97)),
            Measure("waktu evakuasi kelompok rentan", "menit", (70, 110), (18, 28)),
        ),
        partners=(
            "relawan kampung merawat alat dan memimpin gladi",
            "kampung pasangan menyiapkan rumah dan kandang",
            "sekolah kejuruan merakit alat",
            "organisasi disabilitas menguji jalur evakuasi",
        ),
        lesson="Warga mau mengungsi lebih awal ketika ternaknya juga memiliki tempat.",
    ),
    Idea(
        titles=(
            "BUS PELAJAR RAMAH: Berangkat Aman Tanpa Biaya",
            "ANGKOT BERJADWAL: Pengumpan sampai Pelosok",
            "RUTE SETARA: Angkutan yang Mudah bagi Difabel",
            "HALTE SEKOLAH: Antar Jemput Pelajar dan Warga Sepuh",
        ),
        category="governance",
        fits=("Perhubungan",),
        problem="Pelajar di bawah umur berkendara sendiri karena angkutan tidak berjadwal. Sopir angkot "
        "kehilangan penumpang, dan penyandang disabilitas hampir tidak dapat bepergian tanpa diantar.",
        action="Angkot yang sepi dikontrak menjadi pengumpan berjadwal dengan pembayaran per kilometer. "
        "Pelajar naik tanpa biaya memakai kartu sekolah, posisi kendaraan dapat dilihat di halte, dan "
        "armada yang rendah lantai melayani rute layanan kesehatan.",
        aims=(
            "menurunkan kecelakaan pelajar",
            "menghidupkan kembali angkutan umum lokal",
            "menyediakan angkutan yang dapat diakses semua orang",
        ),
        target="pelajar, lansia, penyandang disabilitas, dan sopir angkutan lokal",
        novelty="Sopir tidak lagi mengejar setoran; pembayaran berdasarkan ketepatan jadwal dan kenyamanan.",
        transfer="Kontrak layanan dan cara menghitung biaya per kilometer dapat dipakai daerah dengan "
        "angkot yang sepi.",
        means="Sumber dayanya armada milik warga, petugas pengatur jadwal, pelacak sederhana, dan "
        "pelatihan sopir.",
        basis="Kontrak layanan berpedoman pada peraturan {head} tentang angkutan bersubsidi dan "
        "dianggarkan tahun jamak.",
        source="data pelacak, tiket, dan laporan kecelakaan",
        measures=(
            Measure("kecelakaan yang melibatkan pelajar", "kejadian setahun", (72, 118), (21, 36)),
            Measure("penumpang angkutan umum", "orang sehari", (900, 1500), (4200, 6400)),
            Measure("ketepatan jadwal", "persen", (31, 42), (88, 95)),
        ),
        partners=(
            "koperasi sopir mengelola armada",
            "sekolah menerbitkan kartu pelajar untuk naik",
            "kepolisian membina keselamatan",
            "organisasi disabilitas menilai rute",
        ),
        lesson="Sopir mendukung setelah penghasilannya pasti; musyawarah tarif per kilometer perlu "
        "dilakukan terbuka.",
    ),
]
