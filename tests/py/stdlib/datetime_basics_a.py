def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

import datetime as dt
from datetime import *
d = date(2024, 2, 29); t = time(13, 5, 9, 123456); n = datetime(2024, 2, 29, 13, 5, 9); z = timezone(timedelta(hours=2), "EET")
show(r"""
d, t, n, str(d), str(t), str(n), d.year, d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.timetuple()[:6], d.replace(year=2020), d.isoformat(), d.ctime(), d.strftime('%Y/%m/%d %j %a %A %b %B %y %U %%'), date.fromisoformat('2024-01-05'), date.fromordinal(738000), date.fromisocalendar(2024, 1, 1), date.min, date.max, date.resolution, format(d, '%d.%m.%Y'), f'{d:%B}', f'{d}'
date(2023, 2, 29)
date(2024, 13, 1)
date(0, 1, 1)
date('x', 1, 1)
date(2024)
d + timedelta(days=1), d - timedelta(weeks=1), d - date(2024, 1, 1), d < date(2025, 1, 1), d == date(2024, 2, 29), d != n, hash(d) == hash(date(2024, 2, 29)), date.max - date.min
d + 1
d < n
d < 5
date.max + timedelta(1)
timedelta(days=1, hours=2, minutes=3, seconds=4, milliseconds=5, microseconds=6), timedelta(weeks=1), timedelta(hours=-1), timedelta(seconds=1.5), timedelta(), timedelta(days=-1, hours=23), str(timedelta(days=2, seconds=3661)), str(timedelta(hours=-1)), str(timedelta(microseconds=1)), timedelta(1).total_seconds(), timedelta(0.5), timedelta(microseconds=0.5), timedelta(microseconds=1.5)
timedelta(1) + timedelta(hours=5), timedelta(1) * 2, timedelta(1) * 0.5, 3 * timedelta(1), timedelta(1) / 2, timedelta(1) / timedelta(hours=6), timedelta(1) // timedelta(hours=7), timedelta(1) % timedelta(hours=7), divmod(timedelta(1), timedelta(hours=7)), -timedelta(1), abs(timedelta(-1)), timedelta(1) // 7, bool(timedelta()), timedelta(1) > timedelta(0), timedelta.max, timedelta.min, timedelta(1).days, timedelta(hours=30).seconds
timedelta(999999999) + timedelta(1)
timedelta('x')
timedelta(1) / 0
timedelta(1) + 1
""")
