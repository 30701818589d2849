# SPDX-License-Identifier: Apache-2.0
"""Writes the Parquet files of tests/golden/parquet, with pyarrow 26.0.1: python parquet_files.py FOLDER"""
import datetime
import decimal
import pathlib
import sys

import pyarrow as pa
import pyarrow.parquet as pq

folder = pathlib.Path(sys.argv[1])


def write(name, table, **how):
    pq.write_table(table, folder / name, **how)


def messages():
    """Conversations as Hugging Face's sets have them: lists of tables, texts that are not there, two row groups."""
    rows = [
        {"id": 1, "messages": [{"role": "user", "content": "What is 2+2?", "tool_calls": None},
                               {"role": "assistant", "content": "4", "tool_calls": None}], "tags": ["sum", None]},
        {"id": 2, "messages": [{"role": "user", "content": "Wie heißt du?\n\"Ada\"?", "tool_calls": None},
                               {"role": "assistant", "content": None,
                                "tool_calls": [{"id": "c1", "function": {"name": "name", "arguments": "{}"}}]},
                               {"role": "tool", "content": "Ada", "tool_calls": None},
                               {"role": "assistant", "content": "Ada", "tool_calls": None}], "tags": []},
        {"id": 2 ** 63 - 1, "messages": [{"role": "user", "content": "你好", "tool_calls": None},
                                         {"role": "assistant", "content": "你好！", "tool_calls": None}], "tags": None},
    ]
    call = pa.struct([("id", pa.string()), ("function", pa.struct([("name", pa.string()), ("arguments", pa.string())]))])
    message = pa.struct([("role", pa.string()), ("content", pa.string()), ("tool_calls", pa.list_(call))])
    schema = pa.schema([("id", pa.int64()), ("messages", pa.list_(message)), ("tags", pa.list_(pa.string()))])
    return pa.Table.from_pylist(rows, schema)


def kinds():
    """A column of each kind that has words in JSON; the second row has nothing anywhere."""
    zone = datetime.timezone(datetime.timedelta(hours=2))
    moment = datetime.datetime(1969, 12, 31, 23, 59, 59, 250000)
    columns = {
        "yes": (pa.bool_(), True),
        "small": (pa.int8(), -128),
        "large": (pa.uint64(), 2 ** 64 - 1),
        "least": (pa.int64(), -(2 ** 63)),
        "half": (pa.float32(), 0.1),
        "real": (pa.float64(), 0.1),
        "whole": (pa.float64(), 3.0),
        "huge": (pa.float64(), 1e300),
        "money": (pa.decimal128(12, 2), decimal.Decimal("-1234567.80")),
        "day": (pa.date32(), datetime.date(2000, 2, 29)),
        "clock": (pa.time64("us"), datetime.time(13, 5, 0, 250000)),
        "moment": (pa.timestamp("ms"), moment),
        "there": (pa.timestamp("us", tz="UTC"), datetime.datetime(2026, 11, 30, 15, 0, tzinfo=zone)),
        "word": (pa.dictionary(pa.int32(), pa.string()), "often"),
        "long": (pa.large_string(), "tab\there, bell\x07, slash\\"),
        "pair": (pa.list_(pa.int32(), 2), [1, 2]),
        "map": (pa.map_(pa.string(), pa.int32()), [("a", 1), ("b", None)]),
        "numbered": (pa.map_(pa.int32(), pa.string()), [(7, "x")]),
        "table": (pa.struct([("a", pa.struct([("b", pa.list_(pa.list_(pa.int64())))]))]), {"a": {"b": [[1], []]}}),
        "none": (pa.null(), None),
    }
    return pa.table({name: pa.array([value, None], kind) for name, (kind, value) in columns.items()})


write("messages.parquet", messages(), row_group_size=2, compression="snappy")
for codec in ("zstd", "gzip", "brotli", "lz4", "none"):
    write(f"messages_{codec}.parquet", messages(), row_group_size=1, compression=codec, data_page_version="2.0",
          write_page_checksum=True)
write("kinds.parquet", kinds())
# What has no words: bytes in the second row, a number that is none in the third.
write("bytes.parquet", pa.table({
    "text": ["a", "b", "c"],
    "image": pa.array([None, {"bytes": b"\x89PNG", "path": "x.png"}, None],
                      pa.struct([("bytes", pa.binary()), ("path", pa.string())])),
    "score": [1.5, 2.0, float("nan")]}))
# A million rows in a few bytes each group: what is held of it must be little.
write("million.parquet", pa.table({"id": pa.array(range(1_000_000), pa.int64()), "text": ["a" * 100] * 1_000_000}),
      row_group_size=100_000, compression="zstd", use_dictionary=["text"], column_encoding={"id": "DELTA_BINARY_PACKED"},
      write_statistics=False)
write("empty.parquet", messages().slice(0, 0))
# Texts whose bytes are no UTF-8: Arrow writes them unlooked at.
bad = pa.Array.from_buffers(pa.string(), 2, [None, pa.py_buffer(b"\x00\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00"),
                                             pa.py_buffer(b"\xff\xfea")])
write("no_utf8.parquet", pa.table({"text": bad}))
same = pa.table({"a": ["1", "2", "3"], "b": ["x, y", "", "ü"]})
write("same.parquet", same)
