"""Ideas of health centres and hospitals."""

from .idea import Idea, Measure

HEALTH = [
    Idea(
        titles=(
            "SI PENTING: Strategi Pendampingan Tumbuh Kembang Balita Stunting",
            "GENTING: Gerakan Rantang Stunting dari Tetangga untuk Tetangga",
            "Kelas Dapur Baduta: Memasak Gizi dari Pekarangan Sendiri",
            "SEBAYA: Seribu Hari Bersama Ayah dan Ibu",
        ),
        category="health",
        fits=("Puskesmas", "Dinas Kesehatan"),
        problem="Balita pendek di {place} baru diketahui setelah berumur dua tahun, ketika pertumbuhannya "
        "sulit dikejar. Hasil penimbangan posyandu berhenti di buku register, sedangkan bantuan makanan "
        "dibagikan sama rata tanpa melihat penyebabnya di tiap keluarga.",
        action="Setiap hasil ukur posyandu dibahas dalam rembuk gizi bulanan di {village}. Keluarga dengan "
        "balita berisiko mendapat seorang pendamping tetap, rantang makanan berbahan lokal selama 90 hari, "
        "dan kelas memasak yang juga diikuti ayah. Balita yang tidak naik berat badannya dua kali "
        "berturut-turut langsung dirujuk ke dokter spesialis anak tanpa menunggu jadwal.",
        aims=(
            "menemukan balita yang pertumbuhannya melambat sebelum berumur dua tahun",
            "memastikan setiap keluarga berisiko didampingi sampai balitanya kembali ke garis pertumbuhan",
            "membiasakan keluarga mengolah sumber protein yang mudah didapat di sekitar rumah",
        ),
        target="keluarga dengan ibu hamil dan anak di bawah dua tahun, terutama dari rumah tangga miskin",
        novelty="Intervensi disusun menurut penyebab di tiap keluarga, bukan paket yang sama untuk semua. "
        "Ayah dilibatkan sebagai peserta, dan tetangga terdekat menjadi pendamping.",
        transfer="Bahan yang dibutuhkan adalah alat ukur standar, buku menu lokal, dan jadwal rembuk "
        "bulanan.",
        means="Pendampingan dijalankan bidan, petugas gizi, dan kader terlatih dengan alat antropometri "
        "standar, buku menu lokal, serta rantang makanan yang dimasak kelompok ibu di {village}.",
        basis="Kegiatan ini berpijak pada peraturan {head} tentang percepatan penurunan stunting dan "
        "dibiayai bersama oleh bantuan operasional kesehatan dan {fund}.",
        source="pencatatan gizi elektronik, hasil bulan penimbangan, dan kohort balita",
        measures=(
            Measure("prevalensi balita pendek", "persen", (22, 29), (11, 16)),
            Measure("balita yang ditimbang dan diukur", "persen", (68, 77), (92, 98)),
            Measure("balita berisiko yang memiliki pendamping tetap", "persen", (8, 17), (88, 97)),
        ),
        partners=(
            "kader posyandu menimbang, mengukur, dan menjadi pendamping keluarga",
            "pemerintah {village} menyediakan anggaran rantang dan tempat kelas dapur",
            "penyuluh pertanian memasok bibit sayur dan ayam petelur",
            "dokter spesialis anak menerima rujukan dan memberi umpan balik",
        ),
        lesson="Keluarga lebih mudah berubah jika yang mendampingi adalah orang yang mereka kenal dan jika "
        "ayah ikut memahami pertumbuhan anaknya.",
    ),
    Idea(
        titles=(
            "BUMIL SIAGA: Ibu Hamil Risiko Tinggi Didampingi sampai Nifas",
            "Warung Sehat Ibu Hamil",
            "JALUR ASIH: Jemput, Antar, Layani, dan Rawat Ibu Bersalin",
            "PELITA BUNDA: Pemetaan dan Lintas Tanggap Ibu Berisiko",
        ),
        category="health",
        fits=("Puskesmas",),
        problem="Ibu hamil dengan anemia, tekanan darah tinggi, atau jarak kelahiran dekat sering datang "
        "ke fasilitas kesehatan dalam keadaan gawat. Rumah mereka jauh, kendaraan tidak selalu ada, dan "
        "keputusan untuk merujuk menunggu suami pulang kerja.",
        action="Semua ibu hamil dipetakan pada satu peta risiko yang diperbarui tiap minggu. Ibu dengan "
        "kartu merah memiliki pendamping, calon pendonor darah, dan kendaraan warga yang sudah disepakati "
        "sejak bulan ketujuh. Pesan berantai menghubungkan bidan, sopir, dan ruang bersalin sebelum pasien "
        "berangkat.",
        aims=(
            "mengenali kehamilan berisiko sejak trimester pertama",
            "menghilangkan keterlambatan mengambil keputusan, mencapai, dan menerima pertolongan",
            "memastikan ibu nifas dikunjungi lengkap sampai hari ke-42",
        ),
        target="ibu hamil, bersalin, dan nifas, terutama yang berisiko tinggi dan tinggal jauh dari jalan "
        "raya",
        novelty="Rencana persalinan tidak berhenti sebagai stiker di pintu rumah, tetapi menjadi kesepakatan "
        "tertulis dengan nama sopir, pendonor, dan pengambil keputusan pengganti.",
        transfer="Peta risiko dapat dibuat di papan tulis maupun lembar kerja dan tidak menuntut perangkat "
        "khusus.",
        means="Sumber daya utama adalah bidan, kader pendamping, dan kendaraan milik warga yang terdaftar; "
        "biaya bahan bakar rujukan ditanggung jaminan persalinan dan kas sosial {village}.",
        basis="Tim pendamping ditetapkan dengan keputusan camat dan keputusan {headman}, dan kebutuhan "
        "biayanya masuk dalam rencana usulan kegiatan serta {fund}.",
        source="kohort ibu, buku KIA, dan catatan rujukan",
        measures=(
            Measure("ibu hamil berisiko yang ditemukan pada trimester pertama", "persen", (41, 55), (86, 94)),
            Measure("waktu dari keputusan merujuk sampai tiba di rumah sakit", "menit", (95, 140), (38, 55)),
            Measure("kunjungan nifas lengkap", "persen", (64, 75), (93, 99)),
        ),
        partners=(
            "suami dan keluarga menandatangani rencana persalinan",
            "pemilik kendaraan di {village} bergiliran siaga selama 24 jam",
            "Palang Merah Indonesia mencatat golongan darah calon pendonor",
            "rumah sakit rujukan membuka saluran komunikasi langsung dengan bidan",
        ),
        lesson="Keterlambatan paling banyak terjadi di rumah, bukan di jalan; karena itu kesepakatan "
        "dengan suami dan mertua sama pentingnya dengan ambulans.",
    ),
    Idea(
        titles=(
            "KETUK TB: Kunjungan Serentak Temukan dan Tuntaskan Tuberkulosis",
            "SAPU BATUK: Satu Pintu Periksa Batuk Dua Minggu",
            "Sahabat Obat: Pendamping Minum Obat Tuberkulosis hingga Tuntas",
            "LACAK TUNTAS: Pelacakan Kontak Serumah Pasien Tuberkulosis",
        ),
        category="health",
        fits=("Puskesmas", "Dinas Kesehatan"),
        problem="Lebih dari separuh perkiraan kasus tuberkulosis di {place} belum ditemukan. Pasien "
        "berobat sendiri dengan obat batuk, malu diketahui tetangga, dan sebagian berhenti minum obat "
        "ketika badan terasa enak.",
        action="Kader mengetuk pintu rumah di sekitar pasien, menyaring gejala dengan lima pertanyaan, dan "
        "membawa pot dahak ke laboratorium pada hari yang sama. Mantan pasien menjadi sahabat obat yang "
        "mengingatkan setiap pagi, dan buruh harian yang berobat mendapat bantuan bahan makanan agar tidak "
        "mangkir.",
        aims=(
            "meningkatkan penemuan kasus dengan menjangkau kontak erat di rumah",
            "menurunkan angka pasien yang mangkir berobat",
            "mengurangi stigma terhadap pasien dan keluarganya",
        ),
        target="pasien tuberkulosis, kontak serumah, dan warga di permukiman padat",
        novelty="Dahak yang berjalan, bukan pasiennya: contoh diambil di rumah dan hasilnya dikirim "
        "melalui pesan singkat. Mantan pasien menjadi tenaga pendamping.",
        transfer="Lima pertanyaan skrining dan alur pengiriman dahak sudah dibukukan dan dapat langsung "
        "dipakai.",
        means="Inovasi digerakkan kader terlatih, petugas laboratorium, dan mantan pasien, dengan tas "
        "pengambilan dahak, masker, dan sepeda motor dinas yang sudah ada.",
        basis="Pelaksanaannya diatur dalam surat keputusan kepala {agency} dan sejalan dengan rencana aksi "
        "daerah penanggulangan tuberkulosis; anggarannya berasal dari APBD dan bantuan operasional "
        "kesehatan.",
        source="sistem informasi tuberkulosis dan kartu pengobatan pasien",
        measures=(
            Measure("capaian penemuan kasus", "persen", (38, 49), (79, 91)),
            Measure("keberhasilan pengobatan", "persen", (78, 84), (92, 97)),
            Measure("kontak serumah yang diperiksa", "persen", (15, 28), (84, 95)),
        ),
        partners=(
            "mantan pasien mendampingi minum obat dan berbagi pengalaman",
            "organisasi keagamaan menyisipkan pesan dalam pengajian",
            "Baznas membantu bahan makanan bagi pasien miskin",
            "dokter praktik mandiri melaporkan kasus yang mereka temui",
        ),
        lesson="Cerita mantan pasien lebih dipercaya daripada poster, dan kerahasiaan saat berkunjung "
        "menentukan apakah pintu akan dibuka lagi.",
    ),
    Idea(
        titles=(
            "POSBINDU SAWAH: Periksa Tekanan Darah di Pematang",
            "CERDIK DI PASAR: Cek Kesehatan Rutin Pedagang dan Pembeli",
            "GULA TERTATA: Gerakan Ukur, Latihan, dan Pantau Gula Darah",
            "PROLANIS KELILING: Penyakit Kronis Dilayani di Balai Warga",
        ),
        category="health",
        fits=("Puskesmas", "Dinas Kesehatan"),
        problem="Hipertensi dan diabetes kini mendominasi kunjungan sakit di {place}, tetapi warga usia "
        "kerja jarang memeriksakan diri karena jam layanan sama dengan jam mereka mencari nafkah. Banyak "
        "yang baru tahu setelah terserang stroke.",
        action="Petugas mendatangi tempat warga bekerja: pasar, sawah, bengkel, dan pabrik. Pemeriksaan "
        "selesai dalam tujuh menit, hasilnya dicatat pada kartu tiga warna, dan warga berkartu merah "
        "dijadwalkan menemui dokter pada sore hari. Obat rutin bulan berikutnya diambil di pos terdekat.",
        aims=(
            "menyaring faktor risiko penyakit tidak menular pada warga usia produktif",
            "menjaga keteraturan berobat penderita hipertensi dan diabetes",
            "mencegah komplikasi yang membebani keluarga dan jaminan kesehatan",
        ),
        target="warga usia 15 sampai 59 tahun, khususnya pekerja informal yang tidak sempat datang pada "
        "jam dinas",
        novelty="Tempat dan jam layanan mengikuti irama kerja warga. Kartu tiga warna membuat hasil "
        "pemeriksaan dipahami tanpa penjelasan medis yang panjang.",
        transfer="Satu tas pemeriksaan dan dua petugas cukup untuk membuka pos baru di tempat kerja mana "
        "pun.",
        means="Layanan dijalankan dua petugas dan kader terlatih dengan satu tas berisi tensimeter, alat "
        "ukur gula darah, pita ukur, dan kartu tiga warna.",
        basis="Jadwal layanan ditetapkan dengan keputusan kepala {agency} dan dibiayai dana kapitasi, "
        "bantuan operasional kesehatan, serta iuran sukarela paguyuban pedagang.",
        source="aplikasi pencatatan penyakit tidak menular dan kartu kontrol warga",
        measures=(
            Measure("warga usia produktif yang diskrining", "persen", (27, 39), (81, 93)),
            Measure("penderita hipertensi yang berobat teratur", "persen", (24, 36), (71, 83)),
            Measure("kunjungan gawat darurat akibat krisis hipertensi", "kasus setahun", (46, 68), (14, 23)),
        ),
        partners=(
            "paguyuban pedagang menyediakan kios sebagai tempat periksa",
            "kelompok tani menentukan jadwal sesuai musim",
            "perusahaan mengizinkan buruh diperiksa pada jam kerja",
            "kader mengingatkan jadwal minum obat",
        ),
        lesson="Warga tidak menolak diperiksa; mereka menolak kehilangan upah sehari. Setelah waktunya "
        "disesuaikan, cakupan naik dengan sendirinya.",
    ),
    Idea(
        titles=(
            "RUMAH TERANG JIWA: Pulih, Bekerja, dan Diterima Kembali",
            "LEPAS PASUNG: Layanan Terpadu Penyintas Gangguan Jiwa",
            "SAHABAT JIWA: Kader Pendamping Orang dengan Gangguan Jiwa",
            "Batik Pulih: Terapi Kerja Penyintas Gangguan Jiwa",
        ),
        category="health",
        fits=("Puskesmas", "RSJD", "Dinas Sosial"),
        problem="Orang dengan gangguan jiwa berat yang sudah membaik kambuh karena obat habis dan tidak "
        "ada kegiatan di rumah. Beberapa keluarga memilih memasung sebab takut dan lelah, sementara "
        "tetangga menjauh.",
        action="Tim yang terdiri atas perawat jiwa, kader, dan pekerja sosial mengunjungi pasien setiap "
        "dua minggu, mengantar obat, dan melatih keluarga menghadapi kekambuhan. Pasien yang stabil "
        "mengikuti kelas kerja membuat kerajinan dan berkebun sampai mampu berpenghasilan.",
        aims=(
            "membebaskan pasien dari pemasungan dan mencegahnya terulang",
            "menurunkan kekambuhan melalui obat yang tidak terputus",
            "memulihkan peran sosial dan ekonomi penyintas",
        ),
        target="orang dengan gangguan jiwa berat beserta keluarga yang merawatnya",
        novelty="Layanan tidak berhenti pada obat: pemulihan diukur dari kembalinya penyintas bekerja dan "
        "ikut kegiatan kampung.",
        transfer="Modul pelatihan kader jiwa dan daftar pantau kekambuhan tersedia dan mudah disesuaikan.",
        means="Tim terdiri atas perawat jiwa, dokter, dan kader; sarananya berupa ruang kelas kerja, "
        "persediaan obat jiwa, dan satu kendaraan jemputan.",
        basis="Kerja lintas sektor dikuatkan dengan tim pelaksana kesehatan jiwa masyarakat yang "
        "ditetapkan {head}, dengan pembiayaan APBD dan zakat.",
        source="register kesehatan jiwa, kartu minum obat, dan catatan kunjungan rumah",
        measures=(
            Measure("pasien gangguan jiwa berat yang minum obat teratur", "persen", (31, 44), (82, 93)),
            Measure("pasien yang masih dipasung", "orang", (7, 12), (0, 1)),
            Measure("kekambuhan yang dirawat ulang", "kasus setahun", (24, 37), (6, 11)),
        ),
        partners=(
            "keluarga menjadi pengawas minum obat dan ikut kelompok dukungan",
            "rumah sakit jiwa membina kader dan menerima rujukan",
            "pengusaha kerajinan menampung hasil kelas kerja",
            "{headman} dan babinsa membantu pembebasan pasien dari pasung",
        ),
        lesson="Penerimaan tetangga tumbuh setelah mereka melihat penyintas bekerja; pembuktian itu lebih "
        "kuat daripada imbauan.",
    ),
    Idea(
        titles=(
            "PERAWAT PULANG: Perawatan Lansia Langsung di Rumah",
            "SENJA CERIA: Sentra Jaga Lansia Ceria dan Mandiri",
            "OMAH SIMBAH: Layanan Lansia yang Tinggal Sendiri",
            "Ngaruhke Simbah: Anak Sekolah Mengunjungi Lansia",
        ),
        category="health",
        fits=("Puskesmas", "Dinas Sosial"),
        problem="Semakin banyak lansia di {place} tinggal sendiri karena anaknya merantau. Mereka yang "
        "tidak kuat berjalan tidak terjangkau posyandu lansia, makan seadanya, dan sering jatuh tanpa "
        "diketahui orang.",
        action="Setiap lansia dinilai tingkat kemandiriannya, lalu mendapat jadwal kunjungan yang berbeda. "
        "Perawat datang ke rumah lansia yang bergantung penuh, kader dan pelajar menengok lansia yang "
        "tinggal sendiri, dan tetangga terdekat memegang nomor darurat.",
        aims=(
            "menjangkau lansia yang tidak mampu datang ke fasilitas kesehatan",
            "mempertahankan kemandirian lansia selama mungkin",
            "menumbuhkan kepedulian antargenerasi di lingkungan",
        ),
        target="warga lanjut usia, terutama yang hidup sendiri, miskin, atau bergantung pada bantuan orang "
        "lain",
        novelty="Jadwal layanan ditentukan oleh tingkat kemandirian, bukan giliran wilayah, dan pelajar "
        "dilibatkan sebagai teman bicara tetap.",
        transfer="Formulir penilaian kemandirian sudah baku sehingga {village} lain tinggal menyusun jadwal.",
        means="Layanan mengandalkan perawat, kader, dan pelajar sukarela, dengan tas perawatan rumah dan "
        "buku pantau yang digantung di rumah lansia.",
        basis="Kelompok kerja lansia dibentuk dengan keputusan {headman}; biaya perawatan berasal dari "
        "dana kapitasi dan makanan tambahan dari {fund}.",
        source="buku kesehatan lansia dan catatan kunjungan perawat",
        measures=(
            Measure("lansia yang mendapat pemeriksaan lengkap setahun sekali", "persen", (43, 56), (89, 97)),
            Measure("lansia bergantung penuh yang dikunjungi tiap bulan", "persen", (5, 14), (91, 99)),
            Measure("kejadian jatuh di rumah", "kasus setahun", (31, 48), (9, 16)),
        ),
        partners=(
            "sekolah menengah menugaskan pelajar berkunjung berpasangan",
            "karang taruna memperbaiki kamar mandi yang licin",
            "tetangga terdekat menjadi penghubung darurat",
            "pemerintah {village} membiayai makanan tambahan",
        ),
        lesson="Yang paling dinanti lansia bukan obat, melainkan orang yang datang; kunjungan singkat "
        "tetapi tetap lebih bermakna daripada acara besar setahun sekali.",
    ),
    Idea(
        titles=(
            "ARJAMBAN: Arisan Jamban Menuju Lingkungan Bersih",
            "SERASI JAMBAN: Serikat Rumah Tangga Bersanitasi",
            "Tukang Sanitasi Kampung",
            "JUMPA SEHAT: Juru Sanitasi Membangun Kampung Sehat",
        ),
        category="environment",
        fits=("Puskesmas", "Kecamatan"),
        problem="Sebagian keluarga di {place} masih buang air besar di sungai atau kebun. Bantuan jamban "
        "dari tahun ke tahun tidak mencukupi dan sebagian tidak dipakai karena dibangun tanpa melibatkan "
        "pemiliknya.",
        action="Warga dipicu melalui pemetaan bersama di halaman, lalu membentuk arisan jamban per rukun "
        "tetangga. Tukang lokal dilatih membuat kloset dan tangki kedap yang murah, dan cicilan dapat "
        "dibayar dengan sampah yang disetor ke bank sampah.",
        aims=(
            "mengakhiri kebiasaan buang air besar sembarangan",
            "menyediakan jamban sehat yang terjangkau tanpa menunggu bantuan",
            "menurunkan penyakit diare di lingkungan tempat tinggal",
        ),
        target="keluarga yang belum memiliki jamban sehat",
        novelty="Subsidi diganti dengan arisan dan cicilan sampah, sehingga jamban dibangun atas keputusan "
        "keluarga sendiri dan benar-benar dipakai.",
        transfer="Cetakan kloset dapat dipinjamkan antarwilayah dan pelatihan tukang selesai dalam tiga "
        "hari.",
        means="Modal awalnya cetakan beton, pelatihan tukang, dan kas arisan; sanitarian mendampingi, "
        "sedangkan tenaga pemasangan dikerjakan gotong royong.",
        basis="Larangan buang air besar sembarangan dituangkan dalam peraturan {village}, dan kegiatan ini "
        "masuk dokumen perencanaan serta {fund}.",
        source="data sanitasi total berbasis masyarakat dan kunjungan rumah",
        measures=(
            Measure("keluarga dengan akses jamban sehat", "persen", (61, 74), (96, 100)),
            Measure("kasus diare balita", "kasus setahun", (112, 168), (34, 57)),
            Measure("biaya pembangunan satu jamban", "ribu rupiah", (2400, 2900), (850, 1150)),
        ),
        partners=(
            "kelompok arisan menentukan urutan pembangunan",
            "tukang lokal membuat kloset dan tangki",
            "bank sampah menerima cicilan",
            "{headman} menandatangani deklarasi bersama warga",
        ),
        lesson="Rasa malu yang dibangun bersama lebih menggerakkan daripada bantuan; tetapi setelah itu "
        "pilihan jamban murah harus segera tersedia.",
    ),
    Idea(
        titles=(
            "SRIKANDI SEHAT: Remaja Putri Menolong Teman Mengatasi Anemia",
            "SELASA MERAH: Sarapan dan Tablet Tambah Darah Bersama",
            "DOKTER KECIL NAIK KELAS: Konselor Sebaya di Sekolah",
            "PIKAT REMAJA: Pojok Informasi dan Konseling Kesehatan Remaja",
        ),
        category="health",
        fits=("Puskesmas",),
        problem="Hasil pemeriksaan hemoglobin menunjukkan banyak remaja putri di {place} menderita anemia. "
        "Tablet tambah darah dibagikan, tetapi dibawa pulang dan tidak diminum, sedangkan remaja enggan "
        "bertanya kepada petugas tentang kesehatan reproduksi.",
        action="Setiap Selasa sekolah mengadakan sarapan bersama dan minum tablet tambah darah serentak. "
        "Konselor sebaya dilatih mendengarkan, mencatat keluhan, dan mengantar temannya ke pojok konseling "
        "yang buka sepulang sekolah tanpa kartu antrean.",
        aims=(
            "menurunkan anemia pada remaja putri",
            "menyediakan tempat bertanya yang ramah dan menjaga rahasia",
            "menyiapkan calon ibu yang sehat sejak usia sekolah",
        ),
        target="remaja usia 10 sampai 18 tahun di sekolah, pesantren, dan yang sudah tidak bersekolah",
        novelty="Kepatuhan dibangun sebagai kebiasaan bersama di kelas, dan pintu masuk konseling adalah "
        "teman sebaya, bukan petugas.",
        transfer="Jadwal mingguan dan modul konselor sebaya dapat dipakai sekolah mana pun tanpa ruang baru.",
        means="Kegiatan digerakkan konselor sebaya, guru pembina, dan petugas promosi kesehatan, dengan "
        "tablet dari program nasional dan alat ukur hemoglobin.",
        basis="Kerja sama dituangkan dalam nota kesepahaman dengan sekolah dan pesantren serta dianggarkan "
        "dalam bantuan operasional sekolah dan puskesmas.",
        source="hasil penjaringan kesehatan anak sekolah dan kartu pantau tablet",
        measures=(
            Measure("remaja putri dengan anemia", "persen", (29, 38), (11, 17)),
            Measure("tablet tambah darah yang benar-benar diminum", "persen", (22, 35), (85, 95)),
            Measure("remaja yang memanfaatkan konseling", "orang setahun", (35, 60), (410, 620)),
        ),
        partners=(
            "sekolah dan pesantren menyediakan jam tetap setiap Selasa",
            "komite sekolah mengelola sarapan bersama",
            "konselor sebaya menjadi tempat bertanya pertama",
            "kantor urusan agama memberi materi kesiapan berkeluarga",
        ),
        lesson="Remaja minum tablet bukan karena takut anemia, melainkan karena semua temannya melakukannya.",
    ),
    Idea(
        titles=(
            "JENTIK CILIK: Detektif Jentik Sekolah Dasar",
            "KAMPUNG TANPA GENANGAN",
            "SATU RUMAH SATU JUMANTIK dengan Kartu Pantau Warga",
            "SIGAP DENGUE: Sistem Tanggap Dini Demam Berdarah",
        ),
        category="health",
        fits=("Puskesmas", "Dinas Kesehatan"),
        problem="Demam berdarah di {place} datang setiap musim hujan dan ditangani dengan pengasapan "
        "setelah ada korban. Laporan jentik dari juru pemantau sering terlambat dan tidak menunjukkan "
        "rumah mana yang bermasalah.",
        action="Siswa sekolah dasar menjadi detektif jentik di rumah dan lingkungannya, melapor dengan "
        "kartu bergambar setiap Jumat. Laporan diolah menjadi peta warna per rukun tetangga; wilayah merah "
        "didatangi dalam dua hari, sebelum ada yang sakit.",
        aims=(
            "menaikkan angka bebas jentik sepanjang tahun",
            "memperpendek waktu antara temuan jentik dan tindakan",
            "menanamkan kebiasaan hidup bersih sejak sekolah dasar",
        ),
        target="seluruh rumah tangga, dengan siswa sekolah dasar sebagai penggerak",
        novelty="Peringatan bersumber dari jentik, bukan dari pasien, dan anak-anak menjadi pengamat yang "
        "laporannya benar-benar ditindaklanjuti.",
        transfer="Kartu bergambar dapat digandakan sendiri dan peta warna cukup dibuat di papan balai warga.",
        means="Sarana yang diperlukan berupa senter kecil, kartu bergambar, dan papan peta; guru dan "
        "petugas kesehatan lingkungan membimbing siswa seminggu sekali.",
        basis="Gerakan ini diatur dalam instruksi {head} tentang pemberantasan sarang nyamuk dan "
        "dimasukkan ke dalam program usaha kesehatan sekolah.",
        source="laporan mingguan angka bebas jentik dan surveilans demam berdarah",
        measures=(
            Measure("angka bebas jentik", "persen", (71, 82), (95, 99)),
            Measure("kasus demam berdarah", "kasus setahun", (64, 97), (9, 21)),
            Measure("waktu tindak lanjut laporan jentik", "hari", (9, 14), (1, 2)),
        ),
        partners=(
            "guru sekolah dasar membimbing detektif jentik",
            "ketua rukun tetangga menindaklanjuti wilayah merah",
            "kader memeriksa rumah kosong dan bangunan umum",
            "radio lokal menyiarkan peta setiap Sabtu",
        ),
        lesson="Anak yang menegur orang tuanya lebih efektif daripada spanduk, asalkan laporannya dijawab "
        "dengan tindakan.",
    ),
    Idea(
        titles=(
            "IMUNISASI TUNTAS RUMAH KE RUMAH",
            "BAYI AMAN: Bidan dan Ayah Antar Imunisasi Lengkap",
            "KEJAR BAYI: Kendali Jadwal Imunisasi Bayi Terlambat",
            "Sapa Santri: Imunisasi dan Kesehatan di Pesantren",
        ),
        category="health",
        fits=("Puskesmas", "Dinas Kesehatan"),
        problem="Cakupan imunisasi di beberapa {village} tertinggal karena orang tua khawatir anaknya "
        "demam dan ragu terhadap kehalalan vaksin. Bayi yang pindah tempat tinggal juga lepas dari catatan.",
        action="Jadwal imunisasi setiap bayi dipantau dalam satu daftar bersama. Orang tua yang ragu "
        "didatangi bidan bersama tokoh agama; ayah menerima pesan pengingat tiga hari sebelum jadwal, dan "
        "bayi yang terlambat dilayani di rumah pada sore hari.",
        aims=(
            "melengkapi imunisasi dasar dan lanjutan setiap anak",
            "menjawab keraguan orang tua dengan cara yang santun",
            "mencegah kejadian luar biasa penyakit yang dapat dicegah dengan imunisasi",
        ),
        target="bayi, baduta, anak sekolah, dan santri beserta orang tuanya",
        novelty="Penolakan dicatat menurut alasannya dan dijawab oleh orang yang tepat: dokter untuk "
        "ketakutan medis, ulama untuk soal kehalalan.",
        transfer="Daftar pantau dan naskah percakapan dengan orang tua yang ragu sudah disusun sebagai "
        "buku saku.",
        means="Sumber dayanya bidan, juru imunisasi, tokoh agama, dan tas vaksin, dengan pesan pengingat "
        "yang dikirim melalui telepon genggam dinas.",
        basis="Pelaksanaan mengacu pada ketentuan imunisasi nasional dan dikuatkan kesepakatan lintas "
        "sektor tingkat kecamatan; biayanya dari APBD dan bantuan operasional kesehatan.",
        source="register kohort bayi dan laporan imunisasi bulanan",
        measures=(
            Measure("imunisasi dasar lengkap", "persen", (69, 79), (95, 99)),
            Measure("orang tua yang semula menolak lalu bersedia", "persen", (6, 14), (67, 82)),
            Measure("{village} dengan imunisasi merata", "persen", (55, 68), (94, 100)),
        ),
        partners=(
            "tokoh agama mendampingi bidan ke rumah keluarga yang ragu",
            "pengasuh pesantren membuka jadwal layanan bagi santri",
            "kader melaporkan bayi pendatang",
            "kelompok ayah menyebarkan pesan pengingat",
        ),
        lesson="Keraguan tidak hilang dengan perdebatan; orang tua berubah sesudah didengarkan sampai "
        "selesai.",
    ),
    Idea(
        titles=(
            "ANTAR OBAT SAMPAI RUMAH: Pasien Pulang Tanpa Menunggu",
            "SIPAT LANCAR: Sistem Pendaftaran dan Antrean Terencana",
            "RESEP TEMAN: Resep Terantar dengan Aman dan Nyaman",
            "ANTREAN RAMAH: Daftar dari Balai {Village}",
        ),
        category="health",
        fits=("RSUD", "RSJD"),
        problem="Pasien {agency} datang sejak subuh untuk mengambil nomor, lalu menunggu lagi berjam-jam "
        "di instalasi farmasi. Lansia dan pasien rutin dari kecamatan jauh sering menginap di selasar agar "
        "tidak kehabisan nomor.",
        action="Pendaftaran dapat dilakukan dari rumah, puskesmas, atau balai {village} dengan perkiraan "
        "jam dilayani. Resep dikirim dokter langsung ke farmasi, dan obat pasien kronis diantar kurir yang "
        "telah dilatih apoteker dengan edukasi melalui telepon.",
        aims=(
            "memberi kepastian jam layanan kepada pasien",
            "memangkas waktu tunggu obat",
            "meringankan pasien rutin dan lansia dari perjalanan yang tidak perlu",
        ),
        target="pasien rawat jalan, khususnya lansia, penyandang disabilitas, dan pasien penyakit kronis",
        novelty="Antrean dipindahkan dari loket ke tempat tinggal warga, dan obat menyusul pasien pulang "
        "dengan penjelasan apoteker yang tetap wajib.",
        transfer="Alur layanan, perjanjian kurir, dan naskah edukasi apoteker tersedia untuk rumah sakit "
        "lain.",
        means="Rumah sakit memanfaatkan sistem informasi yang ada, dua apoteker penelepon, dan kurir "
        "mitra; tidak ada biaya tambahan bagi peserta jaminan kesehatan.",
        basis="Layanan ditetapkan dengan keputusan direktur, masuk standar pelayanan yang diumumkan, dan "
        "dibiayai dari pendapatan badan layanan umum daerah.",
        source="sistem informasi rumah sakit, catatan farmasi, dan survei kepuasan",
        measures=(
            Measure("waktu tunggu pendaftaran", "menit", (85, 130), (8, 15)),
            Measure("waktu tunggu obat jadi", "menit", (75, 115), (18, 29)),
            Measure("indeks kepuasan masyarakat", "poin", (74, 79), (86, 92)),
        ),
        partners=(
            "puskesmas dan pemerintah {village} membantu warga mendaftar",
            "jasa kurir setempat mengantar obat dengan tas bersegel",
            "BPJS Kesehatan menyelaraskan data rujukan",
            "paguyuban pasien menguji alur sebelum dibuka",
        ),
        lesson="Teknologi hanya mempercepat setelah alur kertasnya disederhanakan; loket bantuan tetap "
        "dibuka untuk warga tanpa telepon pintar.",
    ),
    Idea(
        titles=(
            "KODE EMAS: Tanggap Stroke dan Jantung dalam Jam Pertama",
            "SATU NADA: Sistem Terpadu Penanganan Gawat Darurat",
            "JAM EMAS: Jejaring Ambulans Menyelamatkan Pasien Stroke",
            "TELE-EKG SAMBUNG NYAWA",
        ),
        category="health",
        fits=("RSUD",),
        problem="Pasien stroke dan serangan jantung tiba di {agency} rata-rata setelah waktu emas "
        "terlewati. Puskesmas tidak memiliki dokter spesialis, dan petugas ragu merujuk karena tidak tahu "
        "ada tidaknya tempat tidur.",
        action="Rekaman jantung dan gejala dikirim dari puskesmas melalui saluran khusus yang dijaga "
        "dokter sepanjang hari. Keputusan merujuk keluar paling lama sepuluh menit; ambulans terdekat "
        "berangkat dan tim rumah sakit menyiapkan pasien sejak masih di jalan.",
        aims=(
            "mempercepat keputusan klinis pada jam pertama",
            "menyatukan ambulans puskesmas, {village}, dan rumah sakit dalam satu kendali",
            "menurunkan kematian dan kecacatan akibat stroke dan serangan jantung",
        ),
        target="pasien gawat darurat jantung dan saraf serta petugas puskesmas di garis depan",
        novelty="Keputusan spesialis didekatkan ke puskesmas, dan seluruh ambulans, termasuk milik warga, "
        "berada dalam satu peta siaga.",
        transfer="Saluran konsultasi memakai perangkat yang lazim, dan protokolnya dapat diadopsi rumah "
        "sakit tipe C.",
        means="Diperlukan perekam jantung digital di puskesmas, satu meja kendali, dan jadwal dokter jaga; "
        "ambulans yang dipakai adalah armada yang sudah dimiliki.",
        basis="Jejaring ini berlandaskan peraturan {head} tentang penanggulangan gawat darurat terpadu dan "
        "dibiayai APBD serta anggaran badan layanan umum daerah.",
        source="rekam medis, catatan meja kendali, dan audit kematian",
        measures=(
            Measure("waktu dari gejala sampai ditangani", "menit", (290, 380), (95, 140)),
            Measure("pasien serangan jantung yang tiba pada waktu emas", "persen", (19, 28), (62, 76)),
            Measure("kematian pasien stroke dalam perawatan", "persen", (24, 31), (12, 17)),
        ),
        partners=(
            "seluruh puskesmas mengirim rekaman dan menstabilkan pasien",
            "relawan ambulans {village} berada dalam satu kendali",
            "kepolisian membuka jalan pada jam padat",
            "radio komunitas menyebarkan tanda bahaya stroke",
        ),
        lesson="Hambatan terbesar adalah rasa sungkan petugas puskesmas untuk menelepon; setelah dokter jaga "
        "berkunjung langsung, saluran konsultasi menjadi ramai.",
    ),
    Idea(
        titles=(
            "LAHIR BAHAGIA: Bayi Pulang Membawa Akta dan Kartu Jaminan",
            "SEPAKET SENYUM: Pulang Bersalin dengan Dokumen Lengkap",
            "TIGA DALAM SATU: Akta, Kartu Keluarga, dan KIA di Ruang Bersalin",
            "BAYI TERCATAT: Layanan Kelahiran Tanpa Ke Kantor",
        ),
        category="governance",
        fits=("RSUD", "Kependudukan"),
        problem="Orang tua baru di {government} harus bolak-balik ke kantor kependudukan dan kantor "
        "jaminan kesehatan pada minggu-minggu pertama kelahiran. Akibatnya banyak bayi belum terdaftar "
        "ketika perlu dirawat, dan keluarga menanggung biayanya sendiri.",
        action="Berkas dikumpulkan sejak ibu memeriksakan kehamilan. Begitu bayi lahir, ruang bersalin "
        "mengirim data ke dinas kependudukan; akta, kartu keluarga baru, kartu identitas anak, dan "
        "kepesertaan jaminan diserahkan sebelum keluarga pulang.",
        aims=(
            "menjamin hak identitas anak sejak lahir",
            "membebaskan orang tua dari pengurusan berulang di beberapa kantor",
            "memastikan bayi langsung terlindungi jaminan kesehatan",
        ),
        target="keluarga yang melahirkan di rumah sakit, puskesmas, dan praktik bidan",
        novelty="Empat layanan dari tiga instansi dijalankan dalam satu peristiwa hidup, dan pemohon tidak "
        "lagi menjadi pengantar berkas.",
        transfer="Cukup dengan perjanjian pertukaran data dan satu petugas penghubung di ruang bersalin.",
        means="Sumber dayanya satu petugas penghubung, satu printer dokumen, dan jaringan data "
        "kependudukan yang sudah terpasang.",
        basis="Pelaksanaan didasarkan pada perjanjian kerja sama antarinstansi dan standar pelayanan "
        "bersama; pembiayaannya melekat pada anggaran rutin masing-masing.",
        source="data pelayanan pencatatan sipil dan laporan kelahiran fasilitas kesehatan",
        measures=(
            Measure("bayi yang pulang dengan akta kelahiran", "persen", (4, 12), (90, 98)),
            Measure("waktu memperoleh dokumen lengkap", "hari", (21, 35), (1, 2)),
            Measure("kepemilikan akta anak usia 0-18 tahun", "persen", (84, 89), (96, 99)),
        ),
        partners=(
            "bidan praktik mandiri mengirim data kelahiran",
            "dinas kependudukan menerbitkan dokumen pada hari yang sama",
            "BPJS Kesehatan mengaktifkan kepesertaan bayi",
            "kader mengingatkan ibu menyiapkan berkas sejak hamil",
        ),
        lesson="Kunci kelancaran adalah nama bayi: edukasi menyiapkan nama sejak hamil ternyata menghapus "
        "penyebab keterlambatan terbesar.",
    ),
    Idea(
        titles=(
            "RUANG AMAN: Layanan Sekali Datang bagi Korban Kekerasan",
            "PELUK IBU: Pelayanan Lekas untuk Korban dan Ibunya",
            "SERUNI: Sentra Rujukan Perempuan dan Anak",
            "CEPAT TANGGAP KEKERASAN: Satu Nomor, Satu Pendamping",
        ),
        category="gender",
        fits=("RSUD", "Perempuan"),
        problem="Korban kekerasan harus mengulang cerita di kepolisian, rumah sakit, dan dinas. Banyak "
        "yang berhenti di tengah jalan karena lelah, malu, atau tidak punya biaya visum dan ongkos "
        "perjalanan.",
        action="Satu nomor aduan dijaga 24 jam. Korban ditemui seorang pendamping tetap di ruang aman; "
        "pemeriksaan medis, konseling, dan pelaporan dilakukan di tempat itu juga dalam sekali datang, dan "
        "ceritanya cukup direkam satu kali atas persetujuannya.",
        aims=(
            "memulihkan korban tanpa mengulang luka",
            "mempercepat penanganan medis, psikologis, dan hukum",
            "mendorong korban dan saksi berani melapor",
        ),
        target="perempuan dan anak korban kekerasan beserta keluarganya",
        novelty="Petugas yang mendatangi korban, bukan sebaliknya. Satu pendamping bertanggung jawab dari "
        "laporan pertama sampai korban pulih.",
        transfer="Prosedur bersama dan contoh ruang aman dapat ditiru dengan memakai satu ruang periksa "
        "yang ada.",
        means="Yang dibutuhkan ialah satu ruang tertutup, pendamping terlatih, psikolog mitra, dan "
        "kendaraan jemputan; biaya visum dibebaskan.",
        basis="Tim terpadu ditetapkan dengan keputusan {head} dan anggarannya tercantum dalam rencana "
        "kerja perangkat daerah.",
        source="register pendampingan dan laporan penyelesaian kasus",
        measures=(
            Measure("laporan yang ditangani dalam 24 jam", "persen", (28, 41), (93, 99)),
            Measure("korban yang menyelesaikan pendampingan", "persen", (35, 48), (84, 93)),
            Measure("waktu memperoleh visum", "hari", (6, 11), (1, 1)),
        ),
        partners=(
            "kepolisian menerima laporan di ruang aman",
            "psikolog mitra memberi konseling berkelanjutan",
            "lembaga bantuan hukum mendampingi proses perkara",
            "relawan {village} menjadi pelapor dini",
        ),
        lesson="Kerahasiaan adalah pelayanan itu sendiri; sekali bocor, laporan berikutnya tidak akan "
        "datang.",
    ),
]
