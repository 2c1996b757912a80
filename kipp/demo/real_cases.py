"""Three innovations of Kabupaten Pekalongan that really entered in 2019, told with sample texts.

Real are the titles, the owners and, from public reports, the villages, what each innovation is about and
that it was entered. The answers to the proposal form are samples written for the demo: the proposals
themselves were not published. They keep to general words ("meningkat", "sebagian besar") and give no
statistics.
"""

from .innovation import SampleInnovation

KAMPUNG_IVA = SampleInnovation(
    title="Kampung IVA",
    category="health",
    answers={
        "summary": (
            "Kanker leher rahim dapat disembuhkan bila ditemukan dini, tetapi sebagian besar perempuan di "
            "wilayah kerja Puskesmas Karangdadap belum pernah diperiksa. Mereka malu, takut mendengar "
            "hasilnya, menunggu izin suami, atau merasa tidak perlu karena tidak ada keluhan. Pemeriksaan "
            "IVA (inspeksi visual asam asetat) tersedia di puskesmas, tetapi menunggu orang "
            "datang.\n\nKampung IVA memindahkan upaya itu ke desa. Dimulai dari Desa Logandeng, Kecamatan "
            "Karangdadap, pemeriksaan dijadikan gerakan bersama: kader mendata perempuan yang sudah "
            "menikah, mengunjungi rumah mereka, dan mengajak secara perorangan; pemerintah desa "
            "menyediakan tempat dan dukungan; suami diajak bicara dalam pertemuan warga dan pengajian; "
            "bidan memeriksa di desa pada waktu yang dipilih para ibu. Rumah yang perempuannya telah "
            "diperiksa dicatat pada peta kader, tanpa menyebut hasilnya.\n\nIbu dengan hasil positif "
            "ditemani sampai memperoleh pengobatan di puskesmas atau rujukan ke rumah sakit, dan "
            "kerahasiaannya dijaga. Mereka yang hasilnya negatif diingatkan untuk memeriksakan diri "
            "kembali sesuai anjuran.\n\nSejak gerakan berjalan, jumlah perempuan yang diperiksa meningkat, "
            "suami lebih banyak memberi izin dan mengantar, dan pembicaraan tentang kesehatan reproduksi "
            "tidak lagi dianggap tabu. Desa lain di kecamatan yang sama mulai mengikuti langkah Logandeng. "
            "Kampung IVA menunjukkan bahwa pemeriksaan yang sederhana dan murah dapat menjangkau perempuan "
            "desa apabila yang mengajak adalah tetangga sendiri dan layanannya datang mendekat."
        ),
        "objectives": (
            "Kampung IVA bertujuan menemukan kelainan leher rahim sedini mungkin sehingga perempuan tidak "
            "terlambat memperoleh pengobatan.\n\nSecara khusus, inovasi ini ingin:\n1. meningkatkan jumlah "
            "perempuan usia subur yang menjalani pemeriksaan IVA;\n2. menghilangkan hambatan malu, takut, "
            "jarak, dan izin keluarga;\n3. memastikan setiap hasil positif ditindaklanjuti dan "
            "didampingi;\n4. menjadikan deteksi dini sebagai kebiasaan desa, bukan kegiatan sesaat "
            "puskesmas.\n\nSasaran langsungnya adalah perempuan yang sudah menikah di desa. Suami, orang "
            "tua, kader, tokoh agama, dan pemerintah desa menjadi sasaran antara karena pendapat mereka "
            "menentukan keputusan ibu."
        ),
        "alignment": (
            "Inovasi ini sesuai dengan kategori kesehatan. Deteksi dini kanker leher rahim menurunkan "
            "risiko kematian ibu yang sebenarnya dapat dicegah dan mendukung tujuan ketiga pembangunan "
            "berkelanjutan, khususnya pengurangan kematian akibat penyakit tidak menular serta akses "
            "terhadap layanan kesehatan reproduksi. Karena perempuan desa menjadi sasaran utama, inovasi "
            "ini juga mendukung kesetaraan gender."
        ),
        "significance": (
            "Kanker leher rahim sering baru diketahui pada stadium lanjut, ketika pengobatannya panjang, "
            "mahal, dan peluang sembuhnya kecil. Bagi keluarga buruh dan petani, sakitnya ibu berarti "
            "hilangnya pengasuh sekaligus pencari nafkah.\n\nPemeriksaan IVA hanya memerlukan waktu "
            "singkat, alat sederhana, dan hasilnya segera diketahui. Yang kurang selama ini bukan alatnya, "
            "melainkan keberanian dan kesempatan untuk diperiksa. Dengan gerakan desa, perempuan yang "
            "tidak pernah keluar rumah tanpa suami, yang bekerja dari pagi sampai sore, dan yang tidak "
            "memiliki ongkos dapat dilayani di dekat rumahnya.\n\nManfaat lain tumbuh bersama gerakan ini: "
            "ibu lebih mengenal tubuhnya, suami ikut bertanggung jawab, dan kader memperoleh kepercayaan "
            "untuk membicarakan masalah kesehatan lain."
        ),
        "novelty": (
            "Kebaruan Kampung IVA ada pada tempat dan pelakunya. Deteksi dini tidak lagi menjadi program "
            "puskesmas yang menunggu pasien, tetapi kesepakatan satu kampung. Ajakan disampaikan tetangga "
            "dari rumah ke rumah, suami dilibatkan sebagai pendukung, dan peta kader menunjukkan siapa "
            "yang belum terjangkau tanpa membuka hasil pemeriksaan siapa pun."
        ),
        "transferability": (
            "Pemeriksaan IVA merupakan kemampuan baku bidan dan dokter puskesmas, sehingga yang perlu "
            "ditiru hanyalah cara menggerakkannya: pendataan oleh kader, kesepakatan desa, pelibatan "
            "suami, dan jadwal yang dipilih warga. Beberapa desa di Kecamatan Karangdadap telah mengikuti, "
            "dan puskesmas lain dapat memulainya dari satu dusun."
        ),
        "resources": (
            "Sumber daya manusianya adalah bidan dan dokter puskesmas yang terlatih, kader kesehatan, "
            "serta perangkat desa. Perlengkapan berupa alat periksa, asam asetat, lampu, tempat tidur "
            "periksa, dan ruang tertutup di desa. Pembiayaan memadukan bantuan operasional kesehatan, "
            "jaminan kesehatan nasional, dan dukungan anggaran desa."
        ),
        "sustainability": (
            "Dukungan desa menjadi penopang utama. Pemerintah desa memasukkan deteksi dini ke dalam "
            "kegiatan kesehatan masyarakat, menyediakan ruang, dan mendukung kader melalui keputusan "
            "kepala desa. Puskesmas menetapkan tim, prosedur pemeriksaan, alur rujukan, dan jadwal "
            "kunjungan ulang.\n\nSecara sosial, gerakan dijaga oleh ibu yang sudah merasakan manfaatnya; "
            "mereka menjadi pengajak yang paling dipercaya. Pengajian dan pertemuan rukun tetangga dipakai "
            "sebagai tempat mengingatkan. Kader baru dilatih sebelum kader lama berhenti, dan bidan desa "
            "memegang daftar perempuan yang waktunya diperiksa kembali."
        ),
        "evaluation": (
            "Evaluasi dilakukan dalam lokakarya bulanan puskesmas dan pertemuan kader. Register "
            "pemeriksaan dibandingkan dengan pendataan perempuan di setiap dusun, kemudian dibahas siapa "
            "yang belum terjangkau dan mengapa. Tindak lanjut hasil positif diperiksa satu per satu oleh "
            "penanggung jawab program dengan menjaga kerahasiaan."
        ),
        "indicators": (
            "Indikatornya adalah cakupan perempuan usia subur yang diperiksa, banyaknya hasil positif yang "
            "memperoleh pengobatan atau rujukan, jumlah suami yang hadir dalam pertemuan, jumlah kader "
            "yang aktif mengajak, serta jumlah desa yang menerapkan kesepakatan Kampung IVA."
        ),
        "results": (
            "Cakupan pemeriksaan IVA di Desa Logandeng meningkat dibandingkan dengan sebelum gerakan. "
            "Sebagian besar ibu yang semula menolak akhirnya bersedia setelah didatangi kader. Hasil "
            "positif ditemukan lebih awal dan ditindaklanjuti. Dukungan suami tumbuh, dan desa tetangga "
            "mulai meniru."
        ),
        "stakeholders": (
            "Puskesmas Karangdadap menyusun rancangan, melatih kader, memeriksa, dan menindaklanjuti "
            "hasil. Pemerintah Desa Logandeng menyepakati gerakan, menyediakan ruang, dan mendukung "
            "anggaran. Kader kesehatan serta PKK mendata dan mengunjungi rumah. Tokoh agama menyampaikan "
            "pentingnya menjaga kesehatan dalam pengajian. Para suami memberi izin, mengantar, dan "
            "mengingatkan.\n\nDinas Kesehatan Kabupaten Pekalongan membina mutu pemeriksaan, sedangkan "
            "rumah sakit menerima rujukan. Pertemuan lintas sektor kecamatan menjadi tempat membagikan "
            "perkembangan kepada desa lain."
        ),
        "lessons": (
            "Perempuan tidak menolak pemeriksaannya, tetapi cara mengajaknya. Ajakan tetangga, izin suami, "
            "dan ruang yang menjaga rasa malu lebih menentukan daripada penyuluhan besar. Kerahasiaan "
            "hasil harus dijaga mutlak; sekali dilanggar, kepercayaan satu kampung hilang."
        ),
    },
)

LAB_KEMISKINAN = SampleInnovation(
    title="Laboratorium Kemiskinan",
    category="poverty",
    answers={
        "summary": (
            "Penanggulangan kemiskinan di Kabupaten Pekalongan melibatkan banyak perangkat daerah, tetapi "
            "program berjalan sendiri-sendiri, datanya berbeda, dan hasilnya sulit dilihat pada satu "
            "keluarga. Kemiskinan di perkotaan, pantai, dan pegunungan pun tidak sama, sedangkan obatnya "
            "kerap sama.\n\nLaboratorium Kemiskinan menjadikan desa sebagai tempat mencoba, belajar, dan "
            "membuktikan. Tiga desa dipilih mewakili tiga corak wilayah: Kertijayan di Kecamatan Buaran "
            "untuk wilayah perkotaan, Mulyorejo di Kecamatan Tirto untuk wilayah pantai, dan Botosari di "
            "Kecamatan Paninggaran untuk wilayah pegunungan. Di setiap desa, warga bersama petugas "
            "memeriksa data keluarga miskin, mencari penyebab, lalu menyusun rencana penanganan per "
            "keluarga dan per kawasan.\n\nRencana itu dibawa ke satu meja yang dikoordinasikan Bappeda "
            "Litbang. Setiap perangkat daerah menyatakan bagian yang dikerjakannya; yang tidak terbiayai "
            "APBD ditawarkan kepada forum tanggung jawab sosial perusahaan, lembaga zakat, dan perguruan "
            "tinggi. Pelaksanaannya dipantau bersama dan cara yang terbukti berhasil diperluas ke desa "
            "lain.\n\nDi desa percontohan, data menjadi lebih tepat, bantuan tidak lagi bertumpuk pada "
            "keluarga yang sama, rumah dan sanitasi diperbaiki, dan usaha keluarga tumbuh. Yang paling "
            "berharga adalah perubahan cara kerja: dari membagi program menjadi menyelesaikan masalah "
            "keluarga."
        ),
        "objectives": (
            "Laboratorium Kemiskinan bertujuan mempercepat penurunan kemiskinan melalui penanganan yang "
            "terpadu, berbasis data, dan sesuai dengan corak wilayah.\n\nSecara khusus, inovasi ini "
            "diarahkan untuk:\n1. menyediakan data keluarga miskin yang disepakati warga dan dipakai semua "
            "perangkat daerah;\n2. memadukan program dan sumber pembiayaan pada sasaran yang sama;\n3. "
            "menguji cara penanganan di desa perkotaan, pantai, dan pegunungan sebelum diperluas;\n4. "
            "menumbuhkan kemandirian keluarga miskin dan prakarsa desa."
        ),
        "alignment": (
            "Inovasi ini sejalan dengan kategori pengentasan kemiskinan dan tujuan pertama pembangunan "
            "berkelanjutan. Sasaran, rencana, dan ukuran keberhasilannya langsung pada keluarga miskin. "
            "Perbaikan rumah, sanitasi, kesehatan, pendidikan, dan pendapatan ditangani bersama karena "
            "kemiskinan memiliki banyak wajah."
        ),
        "significance": (
            "Keluarga miskin menghadapi beberapa masalah sekaligus. Rumah tidak layak membuat anak sering "
            "sakit, sakit menguras penghasilan, dan penghasilan kecil menghentikan sekolah. Bantuan satu "
            "jenis hanya menahan satu sisi untuk sementara.\n\nLaboratorium Kemiskinan penting karena "
            "menangani kaitan itu. Di Kertijayan, persoalan permukiman dan kerja upahan ditangani bersama; "
            "di Mulyorejo, genangan rob dan mata pencaharian pesisir menjadi perhatian; di Botosari, "
            "jarak, jalan, dan nilai jual hasil kebun diutamakan.\n\nPerempuan kepala keluarga, warga "
            "lanjut usia, penyandang disabilitas, dan keluarga yang belum pernah tercatat didahulukan. "
            "Mereka ikut dalam musyawarah, bukan sekadar menjadi daftar penerima."
        ),
        "novelty": (
            "Desa diperlakukan sebagai laboratorium: ada data awal, dugaan penyebab, percobaan, "
            "pengukuran, dan perbaikan. Program perangkat daerah tidak lagi dibagi rata, tetapi "
            "dipertemukan pada keluarga dan kawasan yang sama. Pembiayaan APBD, desa, zakat, dan "
            "perusahaan disusun dalam satu rencana yang terbuka."
        ),
        "transferability": (
            "Langkah-langkahnya dapat diterapkan desa mana pun: memeriksa data, mencari penyebab, menyusun "
            "rencana keluarga, mempertemukan pelaksana, dan mengukur. Tiga desa percontohan dengan corak "
            "berbeda memudahkan daerah lain memilih contoh yang mirip. Bappeda Litbang menyediakan panduan "
            "dan pendampingan."
        ),
        "resources": (
            "Inovasi memakai tenaga perencana, pendamping sosial, perangkat desa, relawan, dan mahasiswa, "
            "dengan data terpadu serta peta desa sebagai alat kerja. Pembiayaannya gabungan APBD, dana "
            "desa, forum tanggung jawab sosial perusahaan, dan lembaga zakat. Tidak dibentuk lembaga baru."
        ),
        "sustainability": (
            "Kegiatan dikoordinasikan melalui tim koordinasi penanggulangan kemiskinan daerah dan "
            "tercantum dalam dokumen perencanaan, sehingga anggarannya dibahas setiap tahun. Perangkat "
            "daerah memasukkan lokasi percontohan ke dalam rencana kerja masing-masing, dan desa "
            "menuangkan rencana keluarga ke dalam anggaran desa.\n\nForum tanggung jawab sosial perusahaan "
            "menjaga dukungan di luar APBD. Di tingkat warga, kelompok usaha dan kader pendamping "
            "meneruskan kegiatan setelah pendampingan berkurang. Hasil uji coba dibukukan agar perluasan "
            "ke desa lain tidak mengulang dari awal."
        ),
        "evaluation": (
            "Perkembangan setiap keluarga dan kawasan dipantau bersama perangkat daerah, desa, dan "
            "perguruan tinggi. Data awal dibandingkan dengan keadaan terkini, lalu dibahas dalam rapat "
            "koordinasi berkala. Warga memeriksa hasilnya dalam musyawarah desa."
        ),
        "indicators": (
            "Indikator meliputi ketepatan data sasaran, jumlah keluarga yang meninggalkan status miskin, "
            "rumah layak huni, akses air bersih dan sanitasi, anak yang tetap bersekolah, pendapatan "
            "keluarga, serta keterpaduan program dan pembiayaan di desa percontohan."
        ),
        "results": (
            "Di desa percontohan, data sasaran menjadi lebih tepat dan program lebih terpadu. Rumah layak "
            "huni serta akses sanitasi bertambah, sebagian keluarga memulai usaha, dan dukungan perusahaan "
            "meningkat. Cara kerja ini mulai diterapkan di desa lain."
        ),
        "stakeholders": (
            "Bappeda Litbang Kabupaten Pekalongan menjadi penggagas dan penghubung. Dinas yang menangani "
            "sosial, kesehatan, pendidikan, perumahan, pertanian, perikanan, dan tenaga kerja mengerjakan "
            "bagian masing-masing. Pemerintah Desa Kertijayan, Mulyorejo, dan Botosari memimpin musyawarah "
            "dan menyediakan pendampingan.\n\nForum tanggung jawab sosial perusahaan dan lembaga zakat "
            "membiayai kebutuhan yang tidak tercakup anggaran. Perguruan tinggi membantu penelitian dan "
            "evaluasi, sedangkan lembaga swadaya masyarakat mendampingi warga. Kecamatan menjaga "
            "kesinambungan di lapangan."
        ),
        "lessons": (
            "Data yang disepakati warga merupakan pintu kerja sama. Ego sektoral mencair ketika semua "
            "pihak melihat keluarga yang sama. Cara yang berhasil di pantai belum tentu berhasil di "
            "gunung; karena itu mencoba dalam skala kecil lebih murah daripada memperbaiki kesalahan besar."
        ),
    },
)

KURSUS_SAMARA = SampleInnovation(
    title="Kursus Samara",
    category="health",
    answers={
        "summary": (
            "Calon pengantin mempersiapkan pesta berbulan-bulan, tetapi jarang mempersiapkan kehamilan, "
            "pengasuhan, dan kehidupan berkeluarga. Di wilayah kerja Puskesmas Wiradesa, anemia, gizi "
            "kurang, dan ketidaktahuan tentang kesehatan reproduksi sering baru ditemukan setelah istri "
            "hamil, ketika waktu untuk memperbaikinya sudah sempit.\n\nKursus Samara mengubah kunjungan "
            "calon pengantin menjadi kesempatan belajar bagi keduanya. Calon pengantin laki-laki dan "
            "perempuan datang bersama, diperiksa kesehatannya, memperoleh imunisasi yang diperlukan, lalu "
            "mengikuti kelas singkat. Bidan, dokter, petugas gizi, penyuluh keluarga berencana, dan "
            "penyuluh agama bergantian membahas kesehatan reproduksi, perencanaan kehamilan, gizi, "
            "pengasuhan, keuangan rumah tangga, dan cara menyelesaikan perbedaan tanpa "
            "kekerasan.\n\nPeserta dengan anemia, kekurangan energi, atau faktor risiko lain disusun "
            "rencana perbaikannya dan dihubungkan dengan bidan desa. Setelah menikah, pasangan tetap dapat "
            "bertanya dan didampingi sampai kehamilan pertama.\n\nDengan kursus ini, sebagian besar calon "
            "pengantin datang berpasangan, pemeriksaan kesehatan dilakukan lebih awal, dan masalah "
            "kesehatan ditangani sebelum kehamilan. Keluarga yang sehat dimulai sebelum akad."
        ),
        "objectives": (
            "Kursus Samara bertujuan menyiapkan calon pengantin agar memasuki perkawinan dalam keadaan "
            "sehat, paham, dan siap menjadi orang tua.\n\nTujuan khususnya:\n1. menemukan dan menangani "
            "masalah kesehatan sebelum kehamilan;\n2. meningkatkan pengetahuan kedua calon pengantin "
            "tentang kesehatan reproduksi, gizi, dan pengasuhan;\n3. mendorong suami mengambil peran sejak "
            "awal;\n4. mencegah kehamilan berisiko, perkawinan anak, dan kekerasan dalam rumah tangga;\n5. "
            "menyambungkan pasangan baru dengan layanan kesehatan di desanya."
        ),
        "alignment": (
            "Inovasi ini sesuai dengan kategori kesehatan karena mencegah risiko ibu dan bayi sejak "
            "sebelum kehamilan. Hal tersebut mendukung tujuan ketiga pembangunan berkelanjutan tentang "
            "kehidupan sehat dan sejahtera. Kehadiran calon suami sebagai peserta penuh juga mendukung "
            "kesetaraan gender."
        ),
        "significance": (
            "Kesehatan ibu dan anak ditentukan jauh sebelum persalinan. Perempuan yang memasuki kehamilan "
            "dengan anemia atau kekurangan gizi menghadapi risiko lebih besar, begitu pula bayinya. "
            "Pemeriksaan ketika hamil sering sudah terlambat untuk memperbaiki semuanya.\n\nMasa sebelum "
            "menikah merupakan kesempatan yang hampir selalu dilewati setiap pasangan karena mereka "
            "mengurus persyaratan. Kursus Samara memanfaatkan saat itu tanpa menambah perjalanan "
            "baru.\n\nManfaatnya dirasakan pasangan muda, terutama yang berpendidikan rendah dan belum "
            "pernah memperoleh penjelasan tentang kesehatan reproduksi. Bagi calon pengantin yang usianya "
            "masih sangat muda, kursus menjadi ruang untuk mempertimbangkan kembali atau menunda kehamilan "
            "pertama."
        ),
        "novelty": (
            "Layanan calon pengantin biasanya berupa imunisasi dan surat keterangan bagi perempuan. Kursus "
            "Samara menjadikannya kelas bagi keduanya, memadukan pemeriksaan kesehatan dengan bekal "
            "berkeluarga dari beberapa profesi, dan meneruskan pendampingan sesudah menikah sampai "
            "kehamilan pertama."
        ),
        "transferability": (
            "Kursus ini memakai ruang, petugas, dan jadwal layanan yang sudah dimiliki puskesmas. Modul, "
            "daftar pemeriksaan, dan alur kerja sama dengan kantor urusan agama dapat langsung digunakan. "
            "Puskesmas lain cukup menyesuaikan hari kursus dengan kebiasaan setempat."
        ),
        "resources": (
            "Narasumbernya dokter, bidan, petugas gizi, penyuluh keluarga berencana, dan penyuluh agama. "
            "Sarana yang dipergunakan ialah ruang pertemuan, alat pemeriksaan, alat peraga, dan buku saku. "
            "Pembiayaan berasal dari anggaran puskesmas dan bantuan operasional kesehatan; peserta tidak "
            "dipungut biaya kursus."
        ),
        "sustainability": (
            "Kursus telah menjadi bagian dari alur layanan calon pengantin di puskesmas dengan prosedur "
            "tetap dan jadwal mingguan. Kerja sama dengan kantor urusan agama kecamatan dituangkan secara "
            "tertulis, sehingga pasangan memperoleh informasi sejak mendaftarkan perkawinan.\n\nNarasumber "
            "dibagi menurut tugas pokok masing-masing sehingga tidak memerlukan tenaga baru. Bidan desa "
            "melanjutkan pendampingan setelah pernikahan, dan pemerintah desa membantu menyebarkan "
            "informasi. Buku saku diperbarui berdasarkan pertanyaan peserta agar isinya tetap sesuai "
            "kebutuhan pasangan muda."
        ),
        "evaluation": (
            "Pengetahuan peserta diukur sebelum dan sesudah kelas. Hasil pemeriksaan dan tindak lanjutnya "
            "dipantau melalui register calon pengantin dan dilanjutkan pada kohort ibu. Tim narasumber "
            "membahas umpan balik peserta setiap bulan bersama kantor urusan agama."
        ),
        "indicators": (
            "Indikator meliputi jumlah calon pengantin yang datang berpasangan, cakupan pemeriksaan "
            "kesehatan sebelum menikah, kenaikan pengetahuan peserta, masalah kesehatan yang ditangani "
            "sebelum kehamilan, serta pasangan yang terhubung dengan bidan desa."
        ),
        "results": (
            "Kehadiran calon pengantin secara berpasangan meningkat. Pengetahuan sebagian besar peserta "
            "bertambah setelah kelas. Anemia dan masalah gizi ditemukan lebih awal dan ditangani sebelum "
            "kehamilan, sedangkan calon suami lebih terbuka membicarakan peran mereka."
        ),
        "stakeholders": (
            "Puskesmas Wiradesa menyelenggarakan kursus dan pemeriksaan. Kantor urusan agama mengarahkan "
            "calon pengantin dan menyediakan penyuluh agama. Penyuluh keluarga berencana menjelaskan "
            "perencanaan kehamilan. Pemerintah desa dan modin menyampaikan informasi kepada keluarga yang "
            "akan menyelenggarakan pernikahan.\n\nBidan desa dan kader mendampingi pasangan baru. Orang "
            "tua calon pengantin dilibatkan karena banyak keputusan keluarga masih ditentukan bersama. "
            "Dinas Kesehatan Kabupaten Pekalongan membina dan memantau pelaksanaannya."
        ),
        "lessons": (
            "Calon suami mau belajar apabila diajak sebagai peserta, bukan pengantar. Bahasa yang ringan "
            "dan contoh sehari-hari membuat topik yang dianggap tabu dapat dibicarakan. Waktu kursus perlu "
            "singkat dan pasti karena calon pengantin sedang sibuk bersiap."
        ),
    },
)
