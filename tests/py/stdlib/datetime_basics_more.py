import datetime as dt
from datetime import *
d = date(2024, 2, 29); t = time(13, 5, 9, 123456); n = datetime(2024, 2, 29, 13, 5, 9); z = timezone(timedelta(hours=2), "EET")
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
