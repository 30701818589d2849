#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records in tests/golden/trl_templates what Jinja2, in transformers' environment, makes of TRL's chat templates.

    python trl_templates.py FOLDER_OF_TRL/chat_templates tests/golden/trl_templates

Needs transformers 5.24.0 and jinja2 3.1.6; the templates are those of TRL 1.16.0.
"""
import json, sys, pathlib, datetime as dt, shutil
from transformers.utils import chat_template_utils as u

class Now(dt.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2025, 7, 10, 12, 0, 0)
u.datetime = Now

weather = {"type": "function", "function": {"name": "get_weather", "description": "Weather of a place. Says \"dry\" or <wet>.",
  "parameters": {"type": "object", "properties": {
    "city": {"type": "string", "description": "Name of the city, as 北京"},
    "unit": {"type": "string", "enum": ["celsius", "fahrenheit"], "description": "The unit", "default": "celsius"},
    "days": {"type": "integer", "description": "How many days", "nullable": True},
    "tags": {"type": "array", "items": {"type": "string"}},
    "place": {"type": "object", "properties": {"lat": {"type": "number"}, "lon": {"type": ["number", "null"]}}, "required": ["lat"]}},
  "required": ["city"]}, "return": {"type": "string", "description": "A sentence"}}}
plain = {"type": "function", "function": {"name": "now", "description": "The time", "parameters": {"type": "object", "properties": {}}}}
call = lambda id, name, **a: {"id": id, "type": "function", "function": {"name": name, "arguments": a}}
U = lambda c: {"role": "user", "content": c}
A = lambda c, **k: {"role": "assistant", "content": c, **k}
S = lambda c: {"role": "system", "content": c}
T = lambda c, id="c1abcdefg", name="get_weather": {"role": "tool", "name": name, "tool_call_id": id, "content": c}

cases = {
 "question": dict(messages=[U("What is 2 + 3?")], add_generation_prompt=True),
 "system_question": dict(messages=[S("You are brief."), U("Hello!")], add_generation_prompt=True),
 "answer": dict(messages=[U("What is 2 + 3?"), A("5")]),
 "turns": dict(messages=[S("You are brief.\nAnd kind."), U(" Two  blanks "), A(" It's <b>5</b> & more.\n"), U("Why?\n\n- a\n- b"), A("Because {{ x }} {% y %}.")]),
 "chinese": dict(messages=[S("请用中文回答。"), U("北京的天气怎么样？🙂"), A("今天晴，气温 25°C。"), U("谢谢"), A("不客气！👩‍🔬")], add_generation_prompt=False),
 "turns_question": dict(messages=[U("a"), A("b"), U("c"), A("d"), U("e")], add_generation_prompt=True),
 "tools_question": dict(messages=[S("Use tools."), U("Weather in Paris?")], tools=[weather, plain], add_generation_prompt=True),
 "tools_no_system": dict(messages=[U("Weather in Paris?")], tools=[plain], add_generation_prompt=True),
 "tool_call": dict(messages=[U("Weather in Paris?"), A("", tool_calls=[call("c1abcdefg", "get_weather", city="Paris", days=3, tags=["a", "ü"], place={"lat": 1.5, "lon": None})]), T('{"sky": "dry"}'), A("It is dry.")], tools=[weather]),
 "tool_call_open": dict(messages=[U("Weather in Paris?"), A("Let me look.", tool_calls=[call("c1abcdefg", "get_weather", city="Paris", ok=True)]), T("dry, 25°C\n")], tools=[weather], add_generation_prompt=True),
 "two_calls": dict(messages=[S("Use tools."), U("Paris and 北京?"), A("", tool_calls=[call("c1abcdefg", "get_weather", city="Paris"), call("c2abcdefg", "get_weather", city="北京", unit="celsius")]), T("dry"), T("wet", "c2abcdefg"), A("Dry and wet."), U("Thanks"), A("You are welcome.")], tools=[weather, plain]),
 "call_no_content": dict(messages=[U("Time?"), {"role": "assistant", "tool_calls": [call("c1abcdefg", "now")]}, T("noon", name="now"), A("Noon.")], tools=[plain]),
 "thinking": dict(messages=[U("2 + 3?"), A("5", reasoning_content="Two and three.\nSo five."), U("And 4 more?"), A("9", reasoning_content="5 + 4 = 9")]),
 "thinking_question": dict(messages=[U("2 + 3?"), A("5", reasoning_content="Two and three."), U("And 4 more?")], add_generation_prompt=True),
 "thinking_in_text": dict(messages=[U("2 + 3?"), A("<think>\nTwo and three.\n</think>\n\n5"), U("And 4 more?"), A("<think>\n5 + 4\n</think>\n\n9")]),
 "thinking_call": dict(messages=[U("Weather?"), A("", reasoning_content="I need the tool.", tool_calls=[call("c1abcdefg", "get_weather", city="Paris")]), T("dry"), A("Dry.", reasoning_content="It said dry.")], tools=[weather]),
 "no_thinking": dict(messages=[S("Be brief."), U("2 + 3?")], add_generation_prompt=True, variables={"enable_thinking": False}),
 "think_variables": dict(messages=[U("2 + 3?")], add_generation_prompt=True, variables={"enable_thinking": True, "reasoning_effort": "high", "thinking": True, "preserve_thinking": True}),
 "parts": dict(messages=[{"role": "system", "content": [{"type": "text", "text": "Be brief."}]}, {"role": "user", "content": [{"type": "text", "text": "One"}, {"type": "text", "text": "two."}]}, {"role": "assistant", "content": [{"type": "text", "text": "Three."}]}]),
 "image": dict(messages=[{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "What is it?"}]}, {"role": "assistant", "content": [{"type": "text", "text": "A cat."}]}], add_generation_prompt=True),
 "developer": dict(messages=[{"role": "developer", "content": "Be kind."}, U("Hi"), A("Hello")]),
 "two_users": dict(messages=[U("a"), U("b"), A("c")]),
}
special = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
folder, to = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
for name, case in cases.items():
    case["messages"] = u._alias_reasoning_fields(u._normalize_chat_messages(case["messages"]))


def bytes_at(text, at):
    return len(text[:at].encode())


with open(to / "expected.jsonl", "w") as out:
    for path in sorted(folder.glob("*.jinja")):
        source = path.read_text(encoding="utf-8")
        shutil.copy(path, to / path.name)
        for name, case in cases.items():
            try:
                texts, spans = u.render_jinja_template(
                    [case["messages"]], tools=case.get("tools"), chat_template=source, return_assistant_tokens_mask=True,
                    add_generation_prompt=case.get("add_generation_prompt", False), **special, **case.get("variables", {}))
                entry = {"text": texts[0]}
                if spans[0]:
                    entry["generation"] = [[bytes_at(texts[0], a), bytes_at(texts[0], b)] for a, b in spans[0]]
            except Exception as e:
                entry = {"error": f"{type(e).__name__}: {e}"[:80]}
            row = {"template": path.stem, "conversation": name, **entry}
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
with open(to / "conversations.json", "w") as out:
    json.dump({"special": special, "cases": cases}, out, ensure_ascii=False, indent=1)
