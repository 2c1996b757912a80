"""The people who may sign in to the demo: one for every role, none of them a real person."""

from dataclasses import dataclass

PASSWORD = "kipp-demo-2019"  # opens the demo, and nothing else


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in, with the one post that they hold."""

    email: str
    name: str
    role: str  # staff, coordinator, verifier, bureau or auditor
    office: str  # an agency's or a government's name for staff and coordinators; empty for verifiers


ACCOUNTS = [
    Account("staf@kipp.test", "Staf Puskesmas Karangdadap", "staff", "Puskesmas Karangdadap"),
    Account("staf2@kipp.test", "Staf Bappeda Litbang", "staff", "Bappeda Litbang Kabupaten Pekalongan"),
    Account("koordinator@kipp.test", "Bagian Organisasi Setda", "coordinator", "Kabupaten Pekalongan"),
    *[
        Account(f"verifikator{number}@kipp.test", f"Verifikator {number}", "verifier", "")
        for number in range(1, 13)
    ],
    Account("biro@kipp.test", "Biro Organisasi", "bureau", "Biro Organisasi Setda Provinsi Jawa Tengah"),
    Account(
        "biro2@kipp.test",
        "Biro Organisasi (petugas kedua)",
        "bureau",
        "Biro Organisasi Setda Provinsi Jawa Tengah",
    ),
    Account("auditor@kipp.test", "Inspektorat", "auditor", "Inspektorat Provinsi Jawa Tengah"),
]
