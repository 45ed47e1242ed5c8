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
t.hour, t.minute, t.second, t.microsecond, t.isoformat(), t.isoformat('minutes'), t.replace(hour=1), t.strftime('%H:%M:%S.%f %I %p'), time(1, 2), time(), time(1, tzinfo=z), time.fromisoformat('04:23:01.5'), time.fromisoformat('T10'), time(1) < time(2), bool(time(0)), str(time(1, 2, 3, 4)), t.fold
time(24)
time(1, 60)
n.date(), n.time(), n.isoformat(), n.isoformat(' ', 'hours'), n + timedelta(hours=12), n - datetime(2024, 1, 1), n.replace(hour=0, tzinfo=timezone.utc), datetime.combine(d, t), datetime.fromisoformat('2024-02-29T13:05:09.5+02:00'), datetime.fromisoformat('20240229'), datetime.strptime('29/02/24 01:02', '%d/%m/%y %H:%M'), datetime(1, 1, 1), datetime.max, n.timetuple().tm_yday, n.strftime('%c') , n.ctime(), n.weekday(), datetime.fromisoformat('2024-W09-4'), n < datetime(2025, 1, 1), n.toordinal()
datetime(2024, 1, 1, 25)
datetime.fromisoformat('nope')
datetime.strptime('x', '%Y')
datetime.strptime('2024 x', '%Y')
datetime.strptime('2024', '%Q')
datetime(2024, 1, 1, tzinfo=z), datetime(2024, 1, 1, 12, tzinfo=z).astimezone(timezone.utc), datetime(2024, 1, 1, tzinfo=z).utcoffset(), datetime(2024, 1, 1, tzinfo=z).tzname(), datetime(2024, 1, 1, tzinfo=timezone.utc).timestamp(), datetime.fromtimestamp(0, timezone.utc), datetime.fromtimestamp(1e9 + 0.5, timezone.utc), datetime(2024, 1, 1, tzinfo=z) - datetime(2024, 1, 1, tzinfo=timezone.utc), datetime(2024, 1, 1, 2, tzinfo=z) == datetime(2024, 1, 1, tzinfo=timezone.utc), str(datetime(2024, 1, 1, tzinfo=z)), datetime(2024, 1, 1, tzinfo=z).strftime('%z %Z %:z')
datetime(2024, 1, 1, tzinfo=z) - n
datetime(2024, 1, 1, tzinfo=z) < n
timezone.utc, timezone(timedelta(hours=-5, minutes=-30)), z, str(z), timezone.utc.utcoffset(None), timezone(timedelta(0)) is timezone.utc, z == timezone(timedelta(hours=2)), z.tzname(None), timezone.min, repr(timezone(timedelta(seconds=90)))
timezone(timedelta(hours=24))
timezone(5)
datetime(2024, 1, 1, tzinfo=5)
""")
class D(date): pass
print(D(2024, 1, 1), type(D(2024, 1, 1) + timedelta(1)).__name__, D.today().__class__.__name__, repr(D(2024, 1, 1)))
class TZ(tzinfo):
    def utcoffset(self, d): return timedelta(hours=1)
    def dst(self, d): return timedelta(0)
    def tzname(self, d): return "TZ"
x = datetime(2024, 6, 1, tzinfo=TZ()); print(x.isoformat(), x.tzname(), x.dst(), x.astimezone(timezone.utc))
import copy, pickle, calendar
for o in (d, t, n, z, timedelta(1, 2, 3)): print(copy.deepcopy(o) == o, pickle.loads(pickle.dumps(o)) == o, end=" ")
print(); print(calendar.month(2024, 2), calendar.isleap(2100), calendar.monthrange(2024, 2), list(calendar.Calendar().itermonthdays(2024, 2))[:5])
