"""Ideas about documents, complaints, taxes and the law."""

from .idea import Idea, Measure

ADMINISTRATION = [
    Idea(
        titles=(
            "JEMPUT BOLA ADMINDUK: Rekam Data bagi Lansia dan Difabel",
            "SAMBANG OMAH: Dokumen Kependudukan Diantar ke Rumah",
            "TANGAN KEDUA: Rekam KTP bagi Warga yang Terbaring",
            "ADMINDUK MASUK PESANTREN DAN PANTI",
        ),
        category="governance",
        fits=("Kependudukan",),
        problem="Warga lanjut usia, penyandang disabilitas berat, dan pasien gangguan jiwa belum memiliki "
        "dokumen karena tidak dapat datang merekam data. Tanpa nomor induk, mereka tidak menerima bantuan "
        "maupun jaminan kesehatan.",
        action="Kader melaporkan warga yang belum terekam. Tim kecil datang dengan perangkat dalam koper, "
        "merekam di samping tempat tidur, dan menyerahkan dokumen pada kunjungan yang sama. Data langsung "
        "diteruskan ke jaminan kesehatan.",
        aims=(
            "memenuhi hak identitas warga yang tidak dapat datang",
            "menghubungkan dokumen dengan bantuan yang menjadi hak mereka",
            "menghapus biaya perjalanan dan perantara",
        ),
        target="lansia, penyandang disabilitas, pasien gangguan jiwa, penghuni panti, dan santri",
        novelty="Perangkat rekam dikemas ringkas agar dapat dibawa dengan sepeda motor, dan kunjungan "
        "berakhir dengan manfaat, bukan sekadar kartu.",
        transfer="Daftar isi koper dan prosedur kunjungan dapat diterapkan semua dinas kependudukan.",
        means="Layanan memakai dua koper perangkat rekam, empat petugas, dan sepeda motor dinas.",
        basis="Keputusan kepala dinas mengatur jadwal dan petugas; biaya berasal dari APBD dan dana "
        "alokasi khusus nonfisik administrasi kependudukan.",
        source="basis data kependudukan dan laporan kunjungan",
        measures=(
            Measure("warga rentan yang memiliki KTP elektronik", "persen", (54, 67), (95, 99)),
            Measure("waktu sejak laporan sampai dokumen diterima", "hari", (25, 40), (1, 3)),
            Measure("warga rentan yang terhubung jaminan kesehatan", "persen", (39, 52), (91, 98)),
        ),
        partners=(
            "kader melaporkan warga yang belum terekam",
            "pengelola panti dan pesantren menyiapkan jadwal",
            "dinas sosial meneruskan usulan bantuan",
            "BPJS Kesehatan mengaktifkan kepesertaan",
        ),
        lesson="Kunjungan ke rumah menunjukkan kebutuhan lain yang tidak tertulis; karena itu petugas "
        "membawa daftar rujukan.",
    ),
    Idea(
        titles=(
            "LOKET KAMPUNG: Dokumen Kependudukan Selesai di Balai Warga",
            "ADMINDUK DEKAT: Petugas Registrasi di Setiap {Village}",
            "SEHARI JADI DI {VILLAGE}",
            "PAKET MANTEN: Pengantin Pulang dengan Dokumen Baru",
        ),
        category="governance",
        fits=("Kependudukan", "Kecamatan"),
        problem="Antrean di kantor kependudukan {government} mengular, sementara warga dari pinggiran "
        "harus meninggalkan pekerjaan sehari penuh untuk mengganti satu keterangan pada kartu keluarga.",
        action="Petugas registrasi di setiap {village} memeriksa berkas dan mengirimnya secara elektronik. "
        "Dokumen bertanda tangan elektronik dicetak di balai warga pada hari yang sama, dan peristiwa "
        "nikah, pindah, serta kematian diproses sebagai satu paket.",
        aims=(
            "mendekatkan layanan dokumen kependudukan",
            "memangkas waktu dan ongkos warga",
            "memutakhirkan data kependudukan lebih cepat",
        ),
        target="seluruh warga, khususnya yang tinggal jauh dari pusat pemerintahan",
        novelty="Kewenangan memeriksa berkas diturunkan ke {village}, disertai uji mutu acak setiap pekan.",
        transfer="Modul petugas registrasi dan daftar uji mutu telah tersusun dan dapat digunakan.",
        means="Modalnya satu komputer dan printer di balai warga, petugas registrasi terlatih, serta "
        "jaringan tertutup.",
        basis="Pelimpahan tugas ditetapkan peraturan {head}; honor petugas dan perangkat dianggarkan "
        "melalui {fund}.",
        source="sistem administrasi kependudukan dan survei kepuasan",
        measures=(
            Measure("waktu penerbitan dokumen", "hari", (5, 10), (1, 1)),
            Measure("antrean harian di kantor dinas", "orang", (420, 610), (90, 140)),
            Measure("akta kematian yang diterbitkan", "dokumen setahun", (310, 540), (3400, 5100)),
        ),
        partners=(
            "pemerintah {village} menyediakan petugas dan perangkat",
            "kantor urusan agama mengirim data perkawinan",
            "rukun tetangga melaporkan kematian",
            "ombudsman memberi masukan standar layanan",
        ),
        lesson="Kepercayaan kepada petugas {village} harus disertai uji mutu; tanpa itu kesalahan kecil "
        "menumpuk.",
    ),
    Idea(
        titles=(
            "KIA SAKTI: Kartu Anak yang Berguna Setiap Hari",
            "ANAK TERCATAT: Sekolah Menjadi Loket Identitas",
            "SEMUA ANAK PUNYA AKTA",
            "AKTA UNTUK SI KECIL: Jemput Data lewat PAUD",
        ),
        category="governance",
        fits=("Kependudukan",),
        problem="Orang tua menganggap kartu identitas anak tidak berguna sehingga jarang mengurusnya, dan "
        "anak dari keluarga tidak utuh sulit memperoleh akta.",
        action="Sekolah dan lembaga anak usia dini mengumpulkan data satu kelas sekaligus. Kartu berlaku "
        "sebagai kartu diskon toko buku, kolam renang, dan perpustakaan, dan kasus akta yang sulit "
        "ditangani dalam sidang terpadu bulanan.",
        aims=(
            "melengkapi identitas setiap anak",
            "menjadikan kartu anak bermanfaat nyata",
            "menyelesaikan kasus akta yang lama tertunda",
        ),
        target="anak usia 0 sampai 17 tahun, termasuk anak panti dan anak dari perkawinan tidak tercatat",
        novelty="Kelas menjadi satuan pelayanan, dan permintaan warga ditumbuhkan oleh manfaat sehari-hari.",
        transfer="Perjanjian diskon dan alur kolektif sekolah mudah diterapkan kabupaten dan kota lain.",
        means="Inovasi memakai satu tim keliling, operator sekolah, dan mitra usaha yang memberi diskon "
        "tanpa biaya daerah.",
        basis="Perjanjian kerja sama dengan sekolah, mitra usaha, dan pengadilan menopang keberlanjutan; "
        "biaya rutin dari APBD.",
        source="basis data kependudukan dan laporan sekolah",
        measures=(
            Measure("kepemilikan kartu identitas anak", "persen", (16, 28), (79, 92)),
            Measure("anak yang memiliki akta", "persen", (83, 88), (97, 99)),
            Measure("mitra usaha pemberi manfaat", "mitra", (2, 6), (44, 73)),
        ),
        partners=(
            "sekolah mengumpulkan data kolektif",
            "toko dan tempat rekreasi memberi potongan harga",
            "pengadilan menyelenggarakan sidang terpadu",
            "forum anak merancang tampilan kartu",
        ),
        lesson="Dokumen dicari ketika berguna; manfaat kecil lebih ampuh daripada kewajiban.",
    ),
    Idea(
        titles=(
            "LAYANAN SENJA: Kantor Buka Saat Warga Pulang Kerja",
            "PATEN KELILING: Pelayanan Kecamatan Menyapa Warga",
            "CAMAT NGANTOR DI {VILLAGE}",
            "SATU MEJA: Urusan Warga Selesai Tanpa Pindah Loket",
        ),
        category="governance",
        fits=("Kecamatan",),
        problem="Sebagian besar warga {place} bekerja sebagai buruh dan petani sehingga tidak dapat datang "
        "pada jam kantor. Urusan yang sederhana menjadi dua-tiga kali kunjungan karena pejabat penanda "
        "tangan tidak di tempat.",
        action="Kantor membuka layanan senja tiga hari sepekan dan berkantor bergilir di {village}. Semua "
        "urusan ditangani satu petugas dari awal sampai akhir, tanda tangan didelegasikan, dan warga "
        "menerima pesan ketika berkasnya selesai.",
        aims=(
            "menyesuaikan jam layanan dengan kehidupan warga",
            "menyelesaikan urusan dalam satu kali datang",
            "mendekatkan pemimpin wilayah kepada warga",
        ),
        target="pekerja harian, petani, pedagang, dan warga yang tinggal jauh dari kantor kecamatan",
        novelty="Satu petugas bertanggung jawab penuh terhadap satu warga, dan jam layanan dipilih melalui "
        "jajak pendapat.",
        transfer="Perubahan ini hanya menata jam kerja dan pendelegasian, sehingga mudah diterapkan "
        "kecamatan lain.",
        means="Tidak diperlukan pegawai baru: jam kerja digilir, meja layanan disatukan, dan kendaraan "
        "dinas dipakai berkeliling.",
        basis="Pendelegasian wewenang berdasarkan peraturan {head} tentang pelayanan terpadu kecamatan dan "
        "maklumat pelayanan.",
        source="buku layanan dan survei kepuasan masyarakat",
        measures=(
            Measure("urusan yang selesai sekali datang", "persen", (34, 47), (92, 98)),
            Measure("warga yang dilayani di luar jam kantor", "orang sebulan", (0, 15), (260, 430)),
            Measure("indeks kepuasan masyarakat", "poin", (73, 79), (88, 93)),
        ),
        partners=(
            "pemerintah {village} menyiapkan ruang layanan bergilir",
            "puskesmas membuka pemeriksaan pada jam yang sama",
            "karang taruna membantu warga lansia",
            "kelompok tani menyampaikan masukan jadwal",
        ),
        lesson="Pegawai menerima perubahan jam setelah dilibatkan menyusun gilirannya sendiri.",
    ),
    Idea(
        titles=(
            "LAPOR TUNTAS: Aduan Dijawab, Dikerjakan, Dibuktikan",
            "RUANG DENGAR: Satu Nomor untuk Semua Aduan",
            "PETA KELUHAN: Aduan Menjadi Rencana Perbaikan",
            "WARGA NGENDIKA: Saluran Aduan tanpa Internet",
        ),
        category="governance",
        fits=("Komunikasi",),
        problem="Aduan warga {government} masuk melalui banyak saluran dan berhenti pada jawaban 'akan "
        "diteruskan'. Warga tanpa telepon pintar tidak memiliki saluran sama sekali.",
        action="Semua aduan, termasuk lewat pesan singkat dan kotak di pasar, masuk ke satu daftar "
        "bernomor. Aduan baru ditutup bila petugas mengunggah foto hasil dan pelapor menyetujui. Setiap "
        "bulan aduan berulang dibahas menjadi rencana perbaikan layanan.",
        aims=(
            "memastikan setiap aduan ditindaklanjuti sampai selesai",
            "menjangkau warga tanpa internet",
            "menjadikan aduan sebagai bahan perbaikan kebijakan",
        ),
        target="seluruh warga pengguna layanan, termasuk yang tidak terhubung internet",
        novelty="Yang berhak menyatakan selesai adalah pelapor, bukan petugas.",
        transfer="Aturan penutupan aduan dan lembar analisis bulanan dapat diterapkan dengan aplikasi apa "
        "pun.",
        means="Sumber dayanya ruang kendali kecil, admin di setiap perangkat daerah, dan modem pesan "
        "singkat.",
        basis="Keputusan {head} menetapkan pengelola aduan dan batas waktu jawaban; kinerja aduan menjadi "
        "bagian penilaian perangkat daerah.",
        source="rekam aduan dan survei pelapor",
        measures=(
            Measure("aduan yang selesai menurut pelapor", "persen", (22, 34), (86, 94)),
            Measure("waktu penyelesaian aduan", "hari", (19, 31), (3, 6)),
            Measure("aduan dari saluran tanpa internet", "aduan setahun", (0, 20), (640, 980)),
        ),
        partners=(
            "perangkat daerah menunjuk penanggung jawab aduan",
            "pedagang pasar menjaga kotak aduan",
            "ombudsman membina mutu jawaban",
            "media lokal memuat rekap bulanan",
        ),
        lesson="Membuka angka aduan yang belum selesai mula-mula menakutkan, tetapi justru mempercepat "
        "kerja bersama.",
    ),
    Idea(
        titles=(
            "PAJAK GUYUB: Bayar PBB Bersama di Kampung",
            "JUJUR PIUTANG: Data Pajak Dibersihkan Bersama Warga",
            "PAJAK PANEN: Bayar Menurut Musim",
            "SADAR PAJAK LEWAT WARUNG",
        ),
        category="governance",
        fits=("Pendapatan", "Komunikasi"),
        problem="Piutang pajak bumi dan bangunan menumpuk karena data ganda, objek sudah berpindah tangan, "
        "dan warga enggan antre untuk pembayaran kecil.",
        action="Data dibersihkan melalui pertemuan rukun warga dengan peta bidang. Pembayaran dapat "
        "dilakukan di warung dan dicicil menurut musim panen; sebagian hasil diumumkan kembali sebagai "
        "perbaikan jalan dan lampu di kampung yang lunas.",
        aims=(
            "memperbaiki mutu data objek pajak",
            "memudahkan pembayaran bagi warga kecil",
            "menunjukkan manfaat pajak secara langsung",
        ),
        target="wajib pajak perorangan dan pelaku usaha kecil",
        novelty="Warga memperbaiki datanya sendiri, dan manfaat pajak terlihat di kampung yang sama.",
        transfer="Cara pembersihan data dan perjanjian dengan warung mudah diterapkan daerah lain.",
        means="Inovasi memakai peta bidang yang ada, petugas pendamping, dan jaringan warung sebagai "
        "tempat bayar.",
        basis="Peraturan {head} tentang pembayaran dan pengurangan denda menjadi dasar, dengan biaya yang "
        "tertutup kenaikan penerimaan.",
        source="basis data pajak dan laporan penerimaan",
        measures=(
            Measure("realisasi pajak bumi dan bangunan", "persen", (64, 75), (92, 98)),
            Measure("data objek pajak yang ganda", "persen", (14, 21), (1, 3)),
            Measure("tempat pembayaran", "titik", (12, 24), (340, 520)),
        ),
        partners=(
            "rukun warga memimpin pembersihan data",
            "warung dan bank menjadi tempat bayar",
            "kantor pertanahan mencocokkan bidang",
            "pemerintah {village} mengumumkan hasil pajak",
        ),
        lesson="Warga bersedia membayar bila datanya benar; karena itu perbaikan data didahulukan sebelum "
        "penagihan.",
    ),
    Idea(
        titles=(
            "TERTIB TANPA PENTUNG: Penataan Pedagang dengan Musyawarah",
            "GEMPUR ROKOK ILEGAL BERSAMA WARUNG",
            "SAHABAT PERDA: Pelajar Belajar Aturan Daerah",
            "KELAS TERTIB: Pelanggar Belajar, Bukan Didenda",
        ),
        category="law_enforcement",
        fits=("Pamong Praja",),
        problem="Penertiban berulang di tempat yang sama menimbulkan benturan dan tidak mengubah keadaan. "
        "Pedagang tidak memahami aturan, sedangkan pemilik warung kecil dijadikan sasaran peredaran rokok "
        "ilegal.",
        action="Petugas memetakan alasan pelanggaran, lalu merundingkan tempat dan jam berjualan yang "
        "disepakati. Warung dibekali cara mengenali pita cukai dan diberi tanda, dan pelanggaran ringan "
        "pertama dijawab dengan kelas singkat, bukan denda.",
        aims=(
            "menegakkan peraturan daerah tanpa kekerasan",
            "memberi pilihan usaha yang legal",
            "melibatkan warga menjaga ketertiban",
        ),
        target="pedagang kaki lima, pemilik warung, pelajar, dan warga di kawasan ramai",
        novelty="Penegakan diukur dari kepatuhan yang bertahan, bukan dari banyaknya barang yang disita.",
        transfer="Panduan perundingan dan modul kelas singkat tersedia untuk satuan polisi pamong praja "
        "lain.",
        means="Sumber daya utamanya petugas terlatih mediasi, ruang kelas, dan tanda warung; biaya operasi "
        "justru berkurang.",
        basis="Peraturan daerah tentang ketertiban umum dan dana bagi hasil cukai menjadi dasar hukum "
        "serta pembiayaan.",
        source="catatan pelanggaran dan survei pedagang",
        measures=(
            Measure("pelanggaran berulang di lokasi yang sama", "persen", (58, 72), (11, 19)),
            Measure("warung bertanda bebas rokok ilegal", "warung", (0, 35), (780, 1240)),
            Measure("benturan fisik saat penertiban", "kejadian setahun", (9, 16), (0, 1)),
        ),
        partners=(
            "paguyuban pedagang merumuskan jam dan tempat",
            "kantor bea cukai melatih pengenalan pita cukai",
            "sekolah menyelenggarakan kelas aturan daerah",
            "dinas perdagangan menyediakan lapak",
        ),
        lesson="Kesepakatan yang ditulis pedagang sendiri lebih dipatuhi daripada papan larangan.",
    ),
    Idea(
        titles=(
            "POSBANKUM KAMPUNG: Bantuan Hukum di Balai Warga",
            "PARALEGAL PEREMPUAN: Pendamping Hukum dari Tetangga",
            "KLINIK PERATURAN: Menyusun Aturan {Village} dengan Benar",
            "RUKUN DAMAI: Perkara Kecil Selesai dengan Musyawarah",
        ),
        category="law_enforcement",
        fits=("Bagian Hukum",),
        problem="Warga miskin di {government} menghadapi perkara tanah, warisan, dan utang tanpa "
        "pendamping. Bantuan hukum gratis ada di kota, tetapi tidak diketahui, dan peraturan {village} "
        "sering bertentangan dengan aturan di atasnya.",
        action="Paralegal dari warga bertugas di balai, mencatat perkara, dan menghubungkan ke advokat "
        "mitra. Perkara kecil dimusyawarahkan dengan berita acara yang sah, sedangkan rancangan peraturan "
        "{village} diperiksa dalam klinik mingguan.",
        aims=(
            "membuka akses keadilan bagi warga miskin",
            "menyelesaikan perkara kecil tanpa pengadilan",
            "meningkatkan mutu peraturan {village}",
        ),
        target="warga miskin, perempuan, dan aparat {village}",
        novelty="Bantuan hukum dimulai dari tetangga yang terlatih, dengan jalur rujukan yang jelas ke "
        "advokat.",
        transfer="Kurikulum paralegal dan contoh berita acara dapat dipakai bagian hukum daerah lain.",
        means="Inovasi digerakkan paralegal, perancang peraturan, dan advokat mitra dengan ruang di balai "
        "warga.",
        basis="Peraturan daerah tentang bantuan hukum bagi masyarakat miskin menjamin anggaran dan kerja "
        "sama dengan organisasi bantuan hukum.",
        source="register perkara dan hasil evaluasi peraturan",
        measures=(
            Measure("warga miskin yang memperoleh bantuan hukum", "orang setahun", (14, 30), (310, 480)),
            Measure("perkara kecil yang selesai dengan musyawarah", "persen", (21, 33), (74, 86)),
            Measure("peraturan {village} yang dikoreksi setelah terbit", "persen", (36, 49), (4, 9)),
        ),
        partners=(
            "organisasi bantuan hukum menyediakan advokat",
            "paralegal {village} menerima pengaduan pertama",
            "pengadilan negeri mengakui kesepakatan damai",
            "fakultas hukum melatih paralegal",
        ),
        lesson="Paralegal perlu batas tugas yang tegas agar tidak menjadi penasihat tanpa tanggung jawab.",
    ),
]
