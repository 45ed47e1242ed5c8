"""Sorting written in Python: quick, merge, heap and shell sort on the same 3000 integers, and merge sort of records.

Source of the algorithms: C. A. R. Hoare, 1961; John von Neumann, 1945; J. W. J. Williams, 1964; Donald Shell, 1959
(with Marcin Ciura's gaps, 2001).

Exercises: list indexing and swaps, recursion, integer comparison, a key function.
"""

import sys

COUNT = 3000
EXPECTED = (0, 65527, 33804, 100219812)


def make_numbers(count):
    seed = 74755
    numbers = []
    for _ in range(count):
        seed = (seed * 1309 + 13849) & 65535
        numbers.append(seed)
    return numbers


def quick_sort(items, low, high):
    while low < high:
        pivot = items[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        if j - low < high - i:
            quick_sort(items, low, j)
            low = i
        else:
            quick_sort(items, i, high)
            high = j


def merge_sort(items, key):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle], key), merge_sort(items[middle:], key)
    result = []
    i = j = 0
    while i < len(left) and j < len(right):
        if key(right[j]) < key(left[i]):
            result.append(right[j])
            j += 1
        else:
            result.append(left[i])
            i += 1
    result.extend(left[i:])
    result.extend(right[j:])
    return result


def sift_down(items, start, end):
    root = start
    while True:
        child = 2 * root + 1
        if child > end:
            return
        if child < end and items[child] < items[child + 1]:
            child += 1
        if items[root] >= items[child]:
            return
        items[root], items[child] = items[child], items[root]
        root = child


def heap_sort(items):
    last = len(items) - 1
    for start in range((last - 1) // 2, -1, -1):
        sift_down(items, start, last)
    for end in range(last, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift_down(items, 0, end - 1)


def shell_sort(items):
    for gap in (1750, 701, 301, 132, 57, 23, 10, 4, 1):
        for i in range(gap, len(items)):
            item = items[i]
            j = i
            while j >= gap and items[j - gap] > item:
                items[j] = items[j - gap]
                j -= gap
            items[j] = item


def once(numbers):
    wanted = sorted(numbers)
    quick = numbers[:]
    quick_sort(quick, 0, len(quick) - 1)
    heap = numbers[:]
    heap_sort(heap)
    shell = numbers[:]
    shell_sort(shell)
    assert quick == heap == shell == wanted
    records = [(number % 100, number) for number in numbers]
    merged = merge_sort(records, lambda record: record[0])
    assert merged == sorted(records, key=lambda record: record[0])
    return wanted[0], wanted[-1], wanted[len(wanted) // 2], sum(wanted)


def run(n):
    numbers = make_numbers(COUNT)
    for _ in range(n):
        result = once(numbers)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("sorting: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 36))
