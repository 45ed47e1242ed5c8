// Changes to the packaged library: file, its words, ours. Included by the build script.

/// What the C versions of modules say and check in CPython, where the Python versions, which stand in for them here, do otherwise.
const AS_NATIVE: &[(&str, &str, &str)] = &[
    ("_pydatetime.py", "\n_EPOCH = ", "\n__import__('_sidewinder').native_classes(timedelta, date, time, datetime, tzinfo, timezone)\n_EPOCH = "),
    ("_pydatetime.py", "f\"not {type(tz).__name__!r}\"", "f\"not type {type(tz).__name__!r}\""),
    ("_pydatetime.py", "\"timedelta # of days is too large: %d\" % d", "f\"days={d}; must have magnitude <= 999999999\""),
    ("_pydatetime.py", "OverflowError(\"result out of range\")", "OverflowError(\"date value out of range\")"),
    ("_pydatetime.py", "\"cannot compare naive and aware times\"", "\"can't compare offset-naive and offset-aware times\""),
    ("_pydatetime.py", "\"cannot compare naive and aware datetimes\"", "\"can't compare offset-naive and offset-aware datetimes\""),
    ("_pydatetime.py", "\"cannot mix naive and timezone-aware time\"", "\"can't subtract offset-naive and offset-aware datetimes\""),
    (
        "_pydatetime.py",
        "TypeError(\"offset must be a timedelta\")",
        "TypeError(f\"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}\")",
    ),
    (
        "_pydatetime.py",
        "def _check_date_fields(year, month, day):\n",
        "def _check_date_fields(year, month, day):\n    if month is None or day is None:\n        what = \"'month' (pos 2)\" if month is None else \"'day' (pos 3)\"\n        raise TypeError(f\"function missing required argument {what}\")\n",
    ),
    ("_pydatetime.py", "return (f'{self.__class__.__name__}'", "return (f'{self.__class__.__module__}.{self.__class__.__name__}'"),
    ("_pydecimal.py", "\ndel sys", "\n__import__('_sidewinder').native_classes(Decimal, Context)\ndel sys"),
    ("_pydecimal.py", "raise error(explanation)", "raise error([condition])"),
    ("_pydecimal.py", "self.flags[error] = 1", "self.flags[error] = True"),
    ("_pydecimal.py", "int(s in flags)", "s in flags"),
    ("_pydecimal.py", "int(s in traps)", "s in traps"),
    ("_pydecimal.py", "dict.fromkeys(_signals, 0)", "dict.fromkeys(_signals, False)"),
    (
        "_pydecimal.py",
        "'Invalid tuple size in creation of Decimal '\n                                 'from list or tuple.  The list or tuple '\n                                 'should have exactly three elements.'",
        "'argument must be a sequence of length 3'",
    ),
    ("_pydecimal.py", "\"Cannot convert NaN to integer\"", "\"cannot convert NaN to integer\""),
    ("_pydecimal.py", "\"Cannot convert infinity to integer\"", "\"cannot convert Infinity to integer\""),
    ("pickle.py", "\"Can't load pickle from unicode string\"", "\"a bytes-like object is required, not 'str'\""),
    (
        "pickle.py",
        "                key = read(1)\n                if not key:\n                    raise EOFError\n",
        "                try:\n                    key = read(1)\n                except UnpicklingError:\n                    key = b''\n                if not key:\n                    raise EOFError(\"Ran out of input\")\n",
    ),
    (
        "pickle.py",
        "        except _Stop as stopinst:\n            return stopinst.value\n\n    # Return a list",
        "        except _Stop as stopinst:\n            return stopinst.value\n        except IndexError as e:\n            # taken from an empty stack by an instruction itself\n            if e.__traceback__.tb_next.tb_next or not str(e).endswith(('empty list', 'out of range')):\n                raise\n            what = 'unexpected MARK found' if self.metastack else 'unpickling stack underflow'\n        raise UnpicklingError(what)\n\n    # Return a list",
    ),
    (
        "pickle.py",
        "        else:\n            return self.file_read(n)\n\n    def readline",
        "        else:\n            data = self.file_read(n)\n            if len(data) < n:\n                raise UnpicklingError(\"pickle data was truncated\")\n            return data\n\n    def readline",
    ),
    (
        "pickle.py",
        "        else:\n            return self.file_readline()\n",
        "        else:\n            data = self.file_readline()\n            if not data.endswith(b'\\n'):\n                raise UnpicklingError(\"pickle data was truncated\")\n            return data\n",
    ),
];
