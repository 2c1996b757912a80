"""Ideas about poverty, schooling, work with the disabled, women and children, and life in the village."""

from .idea import Idea, Measure

WELFARE = [
    Idea(
        titles=(
            "SATU PETA WARGA MISKIN: Satu Data, Satu Rencana, Satu Tindakan",
            "PINTU WARGA: Pelayanan Terpadu Penanggulangan Kemiskinan",
            "SAPA SEJAHTERA: Satu Pendamping untuk Satu Keluarga",
            "Posko Tilik Tetangga",
        ),
        category="poverty",
        fits=("Dinas Sosial", "Bappeda", "Kecamatan"),
        problem="Data kemiskinan di {government} tersebar di beberapa instansi dan tidak saling cocok. "
        "Keluarga yang sama menerima beberapa bantuan, sedangkan tetangganya yang lebih susah tidak "
        "tercatat.",
        action="Musyawarah {village} memeriksa daftar keluarga miskin dua kali setahun dan hasilnya "
        "ditempel di balai warga. Setiap keluarga memperoleh rencana keluar dari kemiskinan dengan satu "
        "pendamping, sementara bantuan dari dinas, zakat, dan perusahaan dipertemukan di satu meja.",
        aims=(
            "menyatukan data sasaran yang disepakati warga",
            "mempertemukan bantuan dengan kebutuhan tiap keluarga",
            "mengurangi jumlah keluarga miskin melalui pendampingan yang tuntas",
        ),
        target="keluarga miskin dan rentan, terutama yang belum pernah tercatat",
        novelty="Daftar sasaran diuji terbuka oleh warga, dan keberhasilan dihitung dari keluarga yang "
        "lulus, bukan dari banyaknya bantuan yang dibagikan.",
        transfer="Format rencana keluarga dan tata cara uji terbuka dapat dipakai tanpa aplikasi khusus.",
        means="Inovasi memanfaatkan pendamping sosial dan aparat {village} yang ada, komputer kantor, "
        "serta satu meja koordinasi bulanan.",
        basis="Peraturan {head} tentang penanggulangan kemiskinan daerah menjadi dasar hukum, dan "
        "kegiatannya tercantum dalam rencana pembangunan jangka menengah daerah.",
        source="data terpadu kesejahteraan sosial dan berita acara musyawarah",
        measures=(
            Measure("keluarga miskin yang salah sasaran", "persen", (23, 34), (4, 8)),
            Measure("keluarga yang keluar dari daftar miskin", "keluarga", (40, 85), (310, 540)),
            Measure("waktu penanganan aduan bantuan", "hari", (30, 45), (3, 6)),
        ),
        partners=(
            "musyawarah {village} menetapkan daftar sasaran",
            "forum tanggung jawab sosial perusahaan membiayai kebutuhan yang tidak tercakup APBD",
            "Baznas membantu modal dan renovasi rumah",
            "perguruan tinggi mengevaluasi perkembangan keluarga",
        ),
        lesson="Keterbukaan daftar semula menimbulkan pertengkaran, tetapi setelah dua putaran justru "
        "menjadi sumber kepercayaan.",
    ),
    Idea(
        titles=(
            "GRIYA GUYUB: Gotong Royong Rumah Layak Huni",
            "BEDAH RUMAH BERBAGI: Bahan dari Warga, Tukang dari Tetangga",
            "BANK BAHAN BANGUNAN untuk Rumah Tidak Layak Huni",
            "OMAH LESTARI: Rumah Layak, Sehat, dan Terjangkau",
        ),
        category="poverty",
        fits=("Perumahan", "Dinas Sosial", "Kecamatan"),
        problem="Bantuan perbaikan rumah sering berhenti pada dinding dan atap karena dananya tidak cukup, "
        "sehingga rumah belum layak ditempati. Antrean penerima mencapai bertahun-tahun.",
        action="Warga dan toko bangunan mengumpulkan sisa bahan ke bank bahan. Arsitek muda merancang "
        "rumah inti yang dapat tumbuh, siswa kejuruan mengerjakan kusen, dan tetangga menyumbang hari "
        "kerja yang dicatat sebagai tabungan tenaga.",
        aims=(
            "mempercepat perbaikan rumah tidak layak huni",
            "menyediakan rumah yang memenuhi syarat kesehatan dan keamanan",
            "menghidupkan kembali gotong royong sebagai modal pembangunan",
        ),
        target="keluarga berpenghasilan rendah yang menempati rumah tidak layak huni",
        novelty="Nilai bantuan dilipatgandakan oleh bahan sisa dan tabungan tenaga, dengan rancangan yang "
        "tetap dihitung ahli bangunan.",
        transfer="Bank bahan dapat dimulai dari satu gudang pinjaman dan buku catatan sederhana.",
        means="Sarana yang dipakai adalah gudang, truk pinjaman, dan gambar rumah inti; tenaga berasal "
        "dari tetangga, siswa kejuruan, dan fasilitator teknik.",
        basis="Bantuan stimulan diatur dengan peraturan {head}, sedangkan tabungan tenaga dan bank bahan "
        "dikukuhkan melalui keputusan {headman}.",
        source="basis data rumah tidak layak huni dan laporan fasilitator",
        measures=(
            Measure("rumah yang diperbaiki", "unit setahun", (45, 90), (210, 340)),
            Measure("biaya pemerintah untuk satu rumah", "ribu rupiah", (19000, 22000), (11000, 13500)),
            Measure("rumah selesai sampai layak ditempati", "persen", (52, 66), (95, 100)),
        ),
        partners=(
            "toko bangunan menyumbang bahan sisa dan cacat ringan",
            "sekolah menengah kejuruan mengerjakan kusen dan instalasi listrik",
            "perusahaan daerah menyalurkan tanggung jawab sosial",
            "tetangga menyumbang hari kerja",
        ),
        lesson="Mencatat sumbangan tenaga secara terbuka membuat warga merasa dihargai dan mencegah "
        "kecemburuan.",
    ),
    Idea(
        titles=(
            "DIFABEL BERDAYA: Dari Pelatihan sampai Mendapat Pembeli",
            "LARAS KERJA: Layanan Ramah Disabilitas Mencari Kerja",
            "KAFE TULI: Tempat Belajar dan Bekerja Bersama",
            "MITRA SETARA: Perusahaan Sahabat Disabilitas",
        ),
        category="economic_growth",
        fits=("Dinas Sosial", "Tenaga Kerja"),
        problem="Pelatihan keterampilan bagi penyandang disabilitas berakhir pada sertifikat. Perusahaan "
        "belum tahu cara menerima mereka bekerja, dan usaha mandiri berhenti karena tidak memiliki pembeli "
        "tetap.",
        action="Pelatihan dimulai dari permintaan perusahaan dan pasar. Pendamping kerja menemani tiga "
        "bulan pertama, menyesuaikan tempat kerja, dan melatih rekan sekerja bahasa isyarat dasar. Peserta "
        "yang berwirausaha dihubungkan dengan pembeli kelembagaan.",
        aims=(
            "membuka lapangan kerja yang setara bagi penyandang disabilitas",
            "menyiapkan perusahaan menerima pekerja disabilitas",
            "menjamin usaha mandiri memiliki pembeli sejak awal",
        ),
        target="penyandang disabilitas usia kerja dan keluarganya",
        novelty="Yang dilatih bukan hanya pencari kerja, tetapi juga perusahaannya; pendampingan "
        "diteruskan sampai peserta betah bekerja.",
        transfer="Modul penyesuaian tempat kerja berlaku untuk berbagai jenis usaha.",
        means="Dukungan yang diperlukan adalah juru bahasa isyarat, pendamping kerja, dan peralatan "
        "latihan di balai pelatihan yang sudah ada.",
        basis="Inovasi ini melaksanakan peraturan daerah tentang pemenuhan hak penyandang disabilitas dan "
        "dianggarkan setiap tahun.",
        source="data penempatan kerja dan kunjungan pendamping",
        measures=(
            Measure(
                "peserta yang bekerja atau berusaha enam bulan setelah pelatihan",
                "persen",
                (12, 22),
                (68, 81),
            ),
            Measure("perusahaan yang menerima pekerja disabilitas", "perusahaan", (3, 8), (28, 46)),
            Measure("pendapatan bulanan peserta", "ribu rupiah", (350, 600), (1450, 1900)),
        ),
        partners=(
            "organisasi penyandang disabilitas menjadi pelatih",
            "asosiasi pengusaha membuka lowongan dan tempat magang",
            "sekolah luar biasa menyiapkan lulusan",
            "kantor pemerintah menjadi pembeli produk peserta",
        ),
        lesson="Kekhawatiran perusahaan luruh setelah satu minggu bekerja bersama; magang singkat lebih "
        "meyakinkan daripada sosialisasi.",
    ),
    Idea(
        titles=(
            "AYO SEKOLAH MANEH: Gerakan Kembali Bersekolah",
            "JARING ASA: Jemput Anak Rentan Ingin Sekolah",
            "KELAS MALAM: Sekolah bagi Anak yang Bekerja",
            "GURU TAMU KAMPUNG: Belajar Setara di Balai Warga",
        ),
        category="education",
        fits=("Dinas Pendidikan", "Dinas Sosial"),
        problem="Ratusan anak di {government} berhenti bersekolah karena bekerja, menikah muda, atau malu "
        "sudah tertinggal. Data sekolah hanya mencatat siswa yang hadir, sehingga anak yang hilang tidak "
        "dicari siapa pun.",
        action="Relawan mendata anak dari rumah ke rumah dan mencatat alasan berhenti. Setiap anak "
        "menyusun rencana bersama wali kembali sekolah: masuk kelas biasa, kelas malam, atau pendidikan "
        "kesetaraan di balai warga, dengan seragam dan ongkos yang ditanggung bersama.",
        aims=(
            "menemukan anak usia sekolah yang tidak bersekolah",
            "mengembalikan mereka ke jalur belajar yang sesuai keadaan",
            "mencegah anak kembali putus sekolah",
        ),
        target="anak usia 7 sampai 18 tahun yang putus sekolah atau tidak melanjutkan",
        novelty="Pencarian dimulai dari rumah, bukan dari daftar siswa, dan jam belajar mengikuti keadaan "
        "anak.",
        transfer="Formulir pendataan, panduan wali, dan jadwal kelas malam dapat dipakai setiap {village}.",
        means="Gerakan ditopang relawan pendata, tutor pusat kegiatan belajar, dan ruang kelas yang "
        "dipakai pada malam hari.",
        basis="Peraturan {head} tentang penanganan anak tidak sekolah menjadi payungnya, dengan dukungan "
        "APBD, {fund}, dan zakat.",
        source="pendataan anak tidak sekolah berbasis masyarakat dan data pokok pendidikan",
        measures=(
            Measure("anak tidak sekolah yang kembali belajar", "anak", (25, 60), (420, 760)),
            Measure("anak yang bertahan lebih dari satu tahun", "persen", (44, 58), (87, 95)),
            Measure("angka putus sekolah menengah pertama", "per seribu siswa", (9, 14), (2, 4)),
        ),
        partners=(
            "relawan {village} mendata dan mendampingi anak",
            "sekolah menerima anak tanpa syarat yang menyulitkan",
            "perusahaan melepas pekerja anak dan memberi beasiswa",
            "pusat kegiatan belajar masyarakat menyelenggarakan kelas malam",
        ),
        lesson="Anak kembali karena ada orang yang menunggunya di kelas; wali yang tetap lebih penting "
        "daripada seragam gratis.",
    ),
    Idea(
        titles=(
            "PUSTAKA ANGKRING: Buku Mendatangi Tempat Warga Berkumpul",
            "LITERASI LUMBUNG: Perpustakaan yang Menumbuhkan Usaha",
            "BACA BARENG BAPAK: Gerakan Membaca di Rumah",
            "GEROBAK CERITA: Perpustakaan Keliling Anak Kampung",
        ),
        category="education",
        fits=("Perpustakaan",),
        problem="Perpustakaan sepi dan dianggap gudang buku pelajaran. Warga di {village} yang jauh tidak "
        "pernah datang, sedangkan minat membaca anak kalah oleh gawai.",
        action="Koleksi dibagi ke angkringan, pos ronda, dan salon, lalu bertukar setiap dua minggu. Di "
        "tempat yang sama diadakan kelas praktik berdasarkan buku: membuat pakan, menjahit, dan berjualan "
        "daring. Ayah diundang mendongeng pada malam Minggu.",
        aims=(
            "mendekatkan bacaan ke tempat warga biasa berkumpul",
            "mengubah bacaan menjadi keterampilan dan penghasilan",
            "membangun kebiasaan membaca dalam keluarga",
        ),
        target="anak, ibu rumah tangga, pemuda, dan pekerja informal",
        novelty="Perpustakaan hadir sebagai titik kecil yang banyak, dan keberhasilannya diukur dari usaha "
        "yang lahir dari buku.",
        transfer="Satu titik cukup dengan rak lipat, 60 judul, dan seorang penjaga sukarela.",
        means="Sumber dayanya pustakawan, penjaga titik baca sukarela, rak lipat, kendaraan keliling, dan "
        "koleksi yang dipertukarkan.",
        basis="Layanan ini termuat dalam rencana strategis dinas dan peraturan {head} tentang gerakan "
        "literasi; sebagian titik dibiayai {fund}.",
        source="catatan sirkulasi dan buku kegiatan titik baca",
        measures=(
            Measure("pemustaka aktif", "orang sebulan", (240, 410), (1900, 3100)),
            Measure("titik baca yang hidup", "titik", (4, 9), (48, 83)),
            Measure("usaha baru yang berawal dari kelas buku", "usaha", (0, 3), (37, 62)),
        ),
        partners=(
            "pemilik angkringan dan salon menjaga koleksi",
            "komunitas literasi mengadakan kelas dongeng",
            "pelaku usaha menjadi pengajar kelas praktik",
            "sekolah menyumbang buku dan pendongeng",
        ),
        lesson="Buku yang hilang lebih sedikit daripada perkiraan; kepercayaan kepada warga ternyata "
        "dijaga oleh warga.",
    ),
    Idea(
        titles=(
            "SEKOLAH RANGKUL: Ramah Anak Berkebutuhan Khusus",
            "GURU PENDAMPING KELILING",
            "KELAS PELANGI: Belajar Bersama Tanpa Sekat",
            "PETA BAKAT: Pendidikan Terarah bagi Anak Istimewa",
        ),
        category="education",
        fits=("Dinas Pendidikan",),
        problem="Anak berkebutuhan khusus ditolak sekolah terdekat dengan alasan tidak ada guru yang "
        "mampu, sementara sekolah luar biasa berjarak puluhan kilometer dan orang tua tidak sanggup "
        "mengantar setiap hari.",
        action="Guru pendamping berkeliling ke sekolah reguler dengan jadwal mingguan. Setiap anak "
        "memiliki rencana belajar sendiri hasil asesmen bersama psikolog, dan guru kelas dilatih sambil "
        "mengajar, bukan di ruang seminar.",
        aims=(
            "menjamin anak berkebutuhan khusus diterima di sekolah terdekat",
            "meningkatkan kemampuan guru kelas melalui pendampingan langsung",
            "melibatkan orang tua dalam rencana belajar anak",
        ),
        target="anak berkebutuhan khusus, orang tua, dan guru sekolah reguler",
        novelty="Keahlian yang bergerak, bukan anaknya; satu guru pendamping melayani beberapa sekolah "
        "dengan asesmen berbagi.",
        transfer="Instrumen asesmen dan jadwal pendampingan terbuka untuk daerah lain dan hanya memerlukan "
        "pelatihan guru.",
        means="Inovasi ditopang guru pendamping bersertifikat, psikolog mitra, alat peraga buatan sendiri, "
        "dan bantuan transportasi.",
        basis="Peraturan {head} tentang pendidikan inklusif menjadi landasan; pembiayaan dari APBD dan "
        "bantuan operasional sekolah.",
        source="hasil asesmen, rapor perkembangan, dan data pokok pendidikan",
        measures=(
            Measure("sekolah reguler yang menerima anak berkebutuhan khusus", "sekolah", (6, 14), (72, 118)),
            Measure("anak yang memiliki rencana belajar sendiri", "persen", (5, 12), (88, 96)),
            Measure("guru kelas yang terlatih", "orang", (11, 24), (260, 390)),
        ),
        partners=(
            "sekolah luar biasa menjadi pusat rujukan",
            "fakultas psikologi membantu asesmen",
            "kelompok orang tua saling menguatkan",
            "komite sekolah menyiapkan sarana yang mudah diakses",
        ),
        lesson="Guru tidak menolak anaknya, tetapi takut salah; pendampingan di kelas menghapus ketakutan "
        "itu.",
    ),
    Idea(
        titles=(
            "SINAU LURING: Konten Belajar tanpa Kuota",
            "KOTAK PINTAR: Belajar Digital di Sekolah tanpa Sinyal",
            "LENTERA PINGGIRAN: Kelas Digital bagi Sekolah Kecil",
            "GURU SILANG: Berbagi Guru untuk Sekolah Kecil",
        ),
        category="education",
        fits=("Dinas Pendidikan Kabupaten", "Dinas Pendidikan dan Kebudayaan"),
        problem="Sekolah kecil di pinggiran {government} kekurangan guru dan tidak memiliki sinyal. "
        "Bahan ajar digital yang dibuat pemerintah tidak dapat dibuka.",
        action="Kotak kecil berisi bahan ajar disebarkan melalui jaringan lokal di kelas tanpa internet. "
        "Isinya diperbarui pengawas sekolah setiap kunjungan. Guru mata pelajaran yang kurang digilir "
        "antarsekolah dengan rekaman pelajaran sebagai pengganti hari kosong.",
        aims=(
            "memeratakan mutu bahan ajar sampai sekolah tanpa sinyal",
            "mengatasi kekurangan guru melalui penjadwalan bersama",
            "meningkatkan hasil belajar siswa sekolah kecil",
        ),
        target="siswa dan guru di sekolah kecil yang sulit dijangkau",
        novelty="Pembelajaran digital dirancang untuk tanpa sinyal sejak awal, dan pembaruannya menumpang "
        "tugas rutin pengawas.",
        transfer="Perangkatnya murah, isinya terbuka, dan cara perawatannya dapat dipelajari dalam sehari.",
        means="Perangkat terdiri atas komputer papan tunggal, pemancar lokal, dan gawai pinjaman; tim guru "
        "menyusun isi.",
        basis="Pengadaan dianggarkan dalam dana alokasi dan bantuan operasional sekolah, dengan surat "
        "edaran dinas tentang penjadwalan guru bersama.",
        source="hasil asesmen belajar dan catatan pemakaian perangkat",
        measures=(
            Measure("nilai rata-rata asesmen siswa", "poin", (51, 58), (69, 77)),
            Measure("jam pelajaran kosong", "jam seminggu", (9, 13), (1, 3)),
            Measure("sekolah tanpa sinyal yang memakai bahan digital", "sekolah", (0, 2), (34, 61)),
        ),
        partners=(
            "kelompok kerja guru menyusun dan memeriksa isi",
            "pengawas sekolah membawa pembaruan",
            "sekolah menengah kejuruan merawat perangkat",
            "pemerintah {village} menanggung listrik dan pengamanan",
        ),
        lesson="Perangkat yang sederhana tetapi dapat diperbaiki sendiri lebih bertahan daripada yang "
        "canggih.",
    ),
    Idea(
        titles=(
            "NIKAH NANTI: Gerakan Pencegahan Perkawinan Anak",
            "SEKOLAH PEREMPUAN KEPALA KELUARGA",
            "JAGA MIMPI: Jejaring Anak Menggapai Impian",
            "RUMAH BELAJAR IBU: Mandiri Setelah Sendiri",
        ),
        category="gender",
        fits=("Perempuan", "Masyarakat dan Desa", "Dinas Sosial"),
        problem="Permohonan dispensasi kawin di {government} masih tinggi. Anak perempuan berhenti "
        "sekolah, melahirkan pada usia muda, dan banyak yang kemudian menjadi kepala keluarga tanpa "
        "penghasilan.",
        action="Forum anak dan perempuan kepala keluarga berjaga di setiap {village}. Rencana perkawinan "
        "anak dibicarakan dengan keluarga melalui mediator terlatih dan anak ditawari jalan lain: kembali "
        "sekolah atau magang. Perempuan yang hidup sendiri mendapat kelas usaha dan bantuan hukum.",
        aims=(
            "menurunkan jumlah perkawinan anak",
            "memberi pilihan nyata kepada anak dan orang tuanya",
            "memandirikan perempuan kepala keluarga",
        ),
        target="anak perempuan usia sekolah dan perempuan kepala keluarga",
        novelty="Pencegahan dilakukan oleh mereka yang pernah mengalami, dan setiap penundaan disertai "
        "pilihan pengganti.",
        transfer="Panduan mediasi dan kesepakatan {village} tersedia dalam bentuk yang mudah disalin.",
        means="Penggeraknya mediator {village}, fasilitator forum anak, dan penyuluh, dengan modul mediasi "
        "serta modal bergulir kecil.",
        basis="Peraturan {village} tentang pencegahan perkawinan anak dan nota kesepahaman dengan "
        "pengadilan agama menjadi dasarnya.",
        source="data dispensasi kawin dan catatan mediasi",
        measures=(
            Measure("permohonan dispensasi kawin", "perkara setahun", (140, 230), (42, 71)),
            Measure("anak yang kembali sekolah setelah mediasi", "persen", (9, 18), (71, 84)),
            Measure("perempuan kepala keluarga yang berusaha", "orang", (30, 55), (280, 430)),
        ),
        partners=(
            "pengadilan agama mensyaratkan konseling",
            "forum anak menyampaikan laporan dini",
            "pemuka agama menjelaskan dampak perkawinan anak",
            "sekolah menerima kembali siswi yang sempat berhenti",
        ),
        lesson="Larangan saja membuat perkawinan dilakukan diam-diam; yang mengubah keputusan orang tua "
        "ialah adanya pilihan.",
    ),
    Idea(
        titles=(
            "KLINIK BUMDES: Badan Usaha Sehat Bersama",
            "DESA ASUH: Desa Maju Menggandeng Desa Tertinggal",
            "SEKOLAH PENGGERAK KAMPUNG",
            "RUKUN USAHA: Warga Menjadi Pemilik Badan Usaha",
        ),
        category="community_empowerment",
        fits=("Masyarakat dan Desa", "Bappeda"),
        problem="Banyak badan usaha milik desa berdiri hanya untuk memenuhi syarat administrasi. "
        "Pengurusnya tidak memahami pembukuan, unit usahanya meniru tetangga, dan modal desa mengendap.",
        action="Setiap badan usaha diperiksa kesehatannya seperti pasien: dinilai, diberi resep, dan "
        "dipantau. Desa yang berhasil mengasuh dua desa lain, dan warga dapat menanam saham kecil sehingga "
        "ikut mengawasi.",
        aims=(
            "menyehatkan pengelolaan badan usaha milik desa",
            "menumbuhkan usaha yang sesuai dengan potensi setempat",
            "menambah pendapatan asli desa dan lapangan kerja",
        ),
        target="pengurus badan usaha, pemerintah desa, dan warga sebagai pemilik",
        novelty="Pembinaan memakai rekam sehat tiap badan usaha, dan desa belajar dari desa, bukan dari "
        "ruang pelatihan.",
        transfer="Lembar penilaian kesehatan badan usaha bersifat terbuka dan dapat diisi dalam dua jam.",
        means="Inovasi memakai tenaga pendamping desa, akuntan sukarela, dan lembar penilaian baku; biaya "
        "kunjungan antardesa ditanggung bersama.",
        basis="Pembinaan berlandaskan peraturan {head} tentang badan usaha milik desa dan dianggarkan "
        "dalam APBD serta {fund}.",
        source="rekam sehat badan usaha dan laporan keuangan desa",
        measures=(
            Measure("badan usaha berkategori sehat", "persen", (11, 21), (63, 78)),
            Measure("pendapatan asli desa rata-rata", "juta rupiah", (18, 32), (84, 130)),
            Measure("warga yang bekerja di unit usaha desa", "orang", (90, 160), (640, 1100)),
        ),
        partners=(
            "desa asuh membagikan pengalaman dan pembukuan",
            "perguruan tinggi mengirim akuntan sukarela",
            "bank daerah membuka rekening dan literasi keuangan",
            "pasar induk menjadi pembeli tetap",
        ),
        lesson="Kejujuran laporan keuangan meningkat begitu warga menjadi pemilik saham.",
    ),
    Idea(
        titles=(
            "REMBUG INKLUSIF: Perencanaan yang Mendengar Semua Warga",
            "MUSRENBANG DIFABEL DAN ANAK",
            "USUL TUNTAS: Usulan Warga Dilacak sampai Terwujud",
            "LABORATORIUM KEBIJAKAN: Mencoba Kecil sebelum Membangun Besar",
        ),
        category="governance",
        fits=("Bappeda",),
        problem="Musyawarah perencanaan didominasi usulan jalan dan saluran. Perempuan, anak, dan "
        "penyandang disabilitas hadir sebagai pelengkap, dan warga tidak pernah tahu nasib usulannya.",
        action="Kelompok rentan bermusyawarah lebih dahulu dengan cara yang sesuai bagi mereka: gambar, "
        "bahasa isyarat, dan kunjungan. Setiap usulan bernomor, alasan diterima atau ditunda ditulis, dan "
        "program baru dicoba dulu di beberapa {village} sebelum diperluas.",
        aims=(
            "menjamin suara kelompok rentan masuk ke dokumen perencanaan",
            "membuka jejak setiap usulan warga",
            "mengurangi program yang gagal karena tidak diuji",
        ),
        target="warga pengusul, terutama perempuan, anak, lansia, dan penyandang disabilitas",
        novelty="Perencanaan diperlakukan sebagai pelayanan dengan nomor, batas waktu, dan jawaban tertulis.",
        transfer="Panduan musyawarah kelompok rentan dan contoh daftar jawaban usulan dapat diunduh dan "
        "disesuaikan.",
        means="Kebutuhan utamanya fasilitator, juru bahasa isyarat, serta daftar usulan bersama yang dapat "
        "dibaca siapa pun; biayanya melekat pada tahapan perencanaan.",
        basis="Tata cara ini ditetapkan dalam peraturan {head} tentang perencanaan partisipatif dan "
        "menjadi bagian jadwal tahunan.",
        source="rekam usulan, dokumen rencana kerja, dan survei peserta",
        measures=(
            Measure("usulan kelompok rentan yang masuk rencana kerja", "usulan", (7, 16), (94, 160)),
            Measure("usulan yang dijawab tertulis", "persen", (10, 19), (96, 100)),
            Measure("kehadiran perempuan dalam musyawarah", "persen", (18, 26), (43, 51)),
        ),
        partners=(
            "forum anak dan organisasi disabilitas memimpin musyawarahnya",
            "perangkat daerah wajib menjawab usulan",
            "universitas mengevaluasi uji coba",
            "media setempat menyiarkan hasil musyawarah",
        ),
        lesson="Jawaban 'belum dapat dipenuhi' yang disertai alasan lebih dihargai daripada diam.",
    ),
]
