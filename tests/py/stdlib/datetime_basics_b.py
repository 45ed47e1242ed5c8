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
