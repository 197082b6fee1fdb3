"""Invented names whose comparison is known beforehand."""

ONE_PERSON = [
    ("Rebwar Hama Salih", "ڕێبوار حەمەساڵح"),
    ("Dlshad Karim Abdulla", "دڵشاد کەریم عەبدوڵڵا"),
    ("Tschia Scherzad", "چیا شێرزاد"),
    ("Mouhcine Abdelkrim Zoubaidi", "محسن عبدالكريم الزبيدي"),
    ("Huseyin Celik", "حسين جليك"),
    ("3umar 7asan 5alid", "عمر حسن خالد"),
    ("Barzan Majid", "بەرزان مەجید"),
    ("Berzan Mecîd", "برزان مجيد"),
    ("Chia Sherzad", "Çiya Şêrzad"),
    ("Moehsin Abdelkarim", "محسن عبدالکریم"),
    ("Karwan Aziz", "کاروان عەزیز ڕەشید"),
    ("Sherko Ishaq", "شێرکۆ اسحاق"),
]
NEAR_MISSES = [
    ("Karwan Aziz Rashid", "Sherko Aziz Rashid"),  # brothers
    ("Karwan Aziz Rashid", "شێرکۆ عەزیز ڕەشید"),
    ("Karwan Aziz Rashid", "Aziz Rashid Omar"),  # son and father
    ("Karwan Aziz Rashid", "عزيز رشيد عمر"),
    ("Azad Salim", "Rebwar Salim"),
]
