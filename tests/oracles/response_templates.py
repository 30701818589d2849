#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records in tests/golden/response_templates the messages that transformers 5.24.0 reads from answers.

    python response_templates.py FOLDER_OF_TRL tests/golden

FOLDER_OF_TRL: the package trl of TRL 1.16.0, whose response templates are taken beside those of transformers' own server.
Its conversations are those of tests/golden/trl_templates.
"""
import ast, json, sys, pathlib, random
import transformers
from transformers.utils import chat_template_utils as u
from transformers.utils.chat_parsing import parse_response
trl, golden = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
source = open(trl / "chat_template_utils.py").read()
space = {"_SUPPORTS_PARSE_RESPONSE_TOOLS": True}
for node in ast.parse(source).body:
    if isinstance(node, (ast.Assign, ast.For)):
        names = [t.id for t in getattr(node, "targets", [getattr(node, "target", None)]) if isinstance(t, ast.Name)]
        if any(n.endswith("_template") and not n.endswith("chat_template") or n.startswith("_LFM2") or n == "_XML_INLINE_VALUE_PARSER" or n == "_" for n in names):
            exec(compile(ast.Module([node], []), "x", "exec"), space)
templates = {k[:-9]: v for k, v in space.items() if k.endswith("_template")}
serving = open(pathlib.Path(transformers.__file__).parent / "cli/serving/utils.py").read()
for node in ast.parse(serving).body:
    if isinstance(node, ast.Assign) and node.targets[0].id == "_RESPONSE_TEMPLATE_FALLBACKS":
        for names, t in ast.literal_eval(node.value).items():
            templates["server_" + names[0]] = t
templates["lines"] = {"version": 1, "defaults": {"role": "assistant", "content": ""}, "start_anchor": ["<a>", "<ab>"], "fields": {
  "facts": {"open": "[facts]", "close": ["[/facts]", "[/f]"], "content": "kv-lines", "content_args": {"kv_sep": "=", "value_parser": {"name": "json", "args": {"allow_non_json": True}}}},
  "score": {"open": "[score]", "close_pattern": r"\[/score\]|$", "content": "int"},
  "share": {"open": "[share]", "close": "[/share]", "content": "float"},
  "done": {"open": "[done]", "close": "[/done]", "content": "bool"},
  "raw": {"open": "[raw]", "close": "[/raw]", "content": "text", "content_args": {"strip": False}},
  "notes": {"open": "[n]", "close": "[/n]", "repeats": True, "join": " | "},
  "content": {}}}
templates["calls"] = {"defaults": {"role": "assistant"}, "start_anchor_pattern": r"<\|im_start\|>assistant\n", "fields": {
  "tool_calls": {"open": "<|calls|>", "close": "<|/calls|>", "content": "python-call-list", "transform": {"type": "function", "function": {"name": "{name}", "arguments": "{arguments}"}}, "transform_each": True},
  "tags": {"open": "<tags>", "close": "</tags>", "content": "xml-inline", "content_args": {"tag_pattern": r"<(?P<key>\w+)>(?P<value>.*?)</(?P=key)>", "merge_duplicates": True}},
  "content": {"optional": False, "close_pattern": r"<\|im_end\|>\Z"}}}
jinja = {"qwen3": ["qwen3", "qwen3_instruct_2507"], "qwen3_5": ["qwen3_5_think", "qwen3_5_nothink", "qwen3_6"], "glm4moe": ["glm4moe"], "llama3": ["llama3_1", "llama3_2"], "gptoss": ["gptoss"],
  "lfm2_2_5": ["lfm2_2_5", "lfm2_2_5_v2"], "nemotron_3": ["nemotron_3_nano"], "gemma4": ["gemma4", "gemma4_v5"], "deepseek_r1_distill": ["deepseek_r1_distill"], "server_qwen2": ["qwen3"], "server_qwen3_5": ["qwen3_5_think"], "server_gemma4": ["gemma4_v2"]}
conversations = json.load(open(golden / "trl_templates/conversations.json"))
special = conversations["special"]
folder = trl / "chat_templates"
rng = random.Random(11)
cases = []
def add(name, answer, prefix="", tools=None):
    try:
        out = {"message": parse_response(answer, templates[name], prefix=prefix, tools=tools)}
        json.dumps(out, allow_nan=False)
    except RecursionError: return
    except Exception as e:
        out = {"error": type(e).__name__}
    c = {"template": name, "answer": answer, "prefix": prefix, **({"tools": tools} if tools else {}), **out}
    if c not in cases: cases.append(c)
def mutations(text, n):
    for _ in range(n):
        a, b = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
        yield rng.choice([text[:a], text[a:], text[:a] + text[b:], text[:b] + text[a:], text[:a] + "\n" + text[a:]])
for name, files in jinja.items():
    for file in files:
        src = (folder / f"{file}.jinja").read_text()
        for cname, case in conversations["cases"].items():
            ms = case["messages"]
            for i, m in enumerate(ms):
                if m["role"] != "assistant" or i == 0: continue
                try:
                    go = dict(tools=case.get("tools"), chat_template=src, **special)
                    before = u.render_jinja_template([ms[:i]], add_generation_prompt=True, **go)[0][0]
                    behind = u.render_jinja_template([ms[:i + 1]], **go)[0][0]
                except Exception: continue
                if not behind.startswith(before): continue
                answer, prefix = behind[len(before):], before[-40:] if rng.random() < .8 else before
                if len(prefix) > 400: prefix = prefix[-400:]
                add(name, answer, prefix, case.get("tools") if rng.random() < .6 else None)
                if cname in ("thinking_call", "two_calls", "tool_call", "thinking") and answer:
                    for t in mutations(answer, 2): add(name, t, prefix, case.get("tools"))
for t in ["hello", "[facts]\na=1\nb = x=y\n\nc\n d=[1, {\"e\": null}]\n[/facts]rest", "x[score] 4_2 [/score]y", "[score]12", "[score]x[/score]", "[share]1e3[/share][done]TRUE[/done]", "[share] .5 [/share]", "[share]1__0[/share]", "[raw] a [/raw]  [n]a[/n] [n] b [/n]z", "[n]a[/n][n][/n]", "[facts]a=1[/f]", "[facts]a=1", "", "[done]no[/done]", "[score]-7[/score] tail \n", "é[raw]\n日本[/raw]🙂 "]:
    add("lines", t); add("lines", t, "q<a>w<ab>[n]begun[/n]")
calls = ["[f(a=1, b='x\\n\\u00e9\\ud83d\\ude42', c=[1, -2.5e3, True, none], d={'k': None})]", "[]", "[ a.b-c ( ) , d(x = \"q'\") ]", "[f(a=1, a=2)]", "[f(1)]", "[f(a=01)]", "[f(a=9007199254740991)]", "[f(a=9007199254740992)]", "[f(a=1e400)]", "[f(a=1e-400)]", "[f(a='\\x')]", "[f(a='\\ud800')]", "[f(a={'a': 1, 'a': 2})]", "[f(a={1: 2})]", "[f(a=1,)]", "[f(a=1)] x", "[f(a=-0)]", "[f(a=1.)]", "[f(a=.5)]", "[f(a=" + "[" * 100 + "]" * 100 + ")]", "[f(a=" + "[" * 101 + "]" * 101 + ")]", "f(a=1)", "[f(a='x\ny')]", "[f(a='')]", "[f(a=nonesuch)]", "[f(a=1.5E+2, b=0, c=-0.0)]", "[_f(a_1='北京')]", "[f(a='\\/\\b\\f\\r\\t\\\\\\'\\\"')]"]
for c in calls: add("calls", "say<|calls|>" + c + "<|/calls|><|im_end|>")
for t in ["a<tags><x>1</x> <y>2\n</y><x>3</x><x>4</x></tags>b<|im_end|>", "<tags></tags>", "", "a<|im_end|>\n", "a<|im_end|>"]: add("calls", t, "<|im_start|>assistant\n")
typed = [{"type": "function", "function": {"name": "f", "parameters": {"properties": {"i": {"type": "integer"}, "n": {"type": "number"}, "b": {"type": "boolean"}, "s": {"type": "string"}, "o": {"type": "object"}, "l": {"type": "array"}, "u": {"type": ["integer", "null"]}, "v": {"anyOf": [{"type": "boolean"}, {"type": "number"}]}, "w": {"type": "string", "nullable": True}, "z": {}}}}}]
def xml(**k): return "<tool_call>\n<function=f>\n" + "".join(f"<parameter={a}>\n{b}\n</parameter>\n" for a, b in k.items()) + "</function>\n</tool_call><|im_end|>"
for k in [dict(i="7", n="7", b="True", s="7", o='{"a": 1}', l="[1]", u="null", v="1", w="null", z="7"), dict(i="3.0", n="3.0", b="0", o="[1]", l="{}", u="x", v="2.5"), dict(i="3.5", n="1e3", b="yes", v="nope", u="12"), dict(i=" 1_000 ", n="inf", o="{bad", q="7"), dict(i="-4", n="-0.5", u="None", v="true")]:
    add("qwen3_5", xml(**k), "", typed)
for t in ["<|tool_call>call:f{a:<|\"|>x: {y}<|\"|>,b:[1,2],c:true}<tool_call|>", "<|tool_call>call:f{a:<|\"|>say \"hi\", {k: 1}<|\"|>, \"q:r\": 1}<tool_call|>ok<turn|>", "<|tool_call>call:f{a:\x01}<tool_call|>", "<|channel>thought\nhm<channel|>ok<turn|>", "<|tool_call>call:f{}<tool_call|><|tool_call>call:g{x:1}<tool_call|>"]:
    add("gemma4", t); add("server_gemma4", t, "<|turn>model\n")
bad = [([], "list"), ({}, "empty"), ({"fields": {"a": {}}}, "no anchor"), ({"start_anchor": "x", "fields": {}}, "no fields"), ({"start_anchor": "x", "fields": {"a": {}, "b": {}}}, "two implicit"), ({"start_anchor": "x", "start_anchor_pattern": "y", "fields": {"a": {}}}, "both"),
  ({"start_anchor": "", "fields": {"a": {}}}, "empty anchor"), ({"start_anchor": [], "fields": {"a": {}}}, "empty list"), ({"start_anchor": [1], "fields": {"a": {}}}, "number"), ({"start_anchor": "x", "fields": {"a": {"opens": "y"}}}, "unknown key"), ({"start_anchor": "x", "more": 1, "fields": {"a": {}}}, "unknown top"),
  ({"start_anchor": "x", "version": 2, "fields": {"a": {}}}, "version"), ({"start_anchor": "x", "fields": {"a": {"content": "yaml"}}}, "parser"), ({"start_anchor": "x", "fields": {"a": {"open_pattern": "("}}}, "regex"), ({"start_anchor": "x", "fields": {"a": {"open_pattern": "(?P<n>a)"}}}, "lost group"),
  ({"start_anchor": "x", "fields": {"a": {"transform": "x{content}"}}}, "mixed"), ({"start_anchor": "x", "fields": {"a": {"transform_each": True}}}, "each"), ({"start_anchor": "x", "fields": {"a": {"join": ","}}}, "join"), ({"start_anchor": "x", "fields": {"a": 3}}, "field"), ({"start_anchor": "x", "defaults": 3, "fields": {"a": {}}}, "defaults"),
  ({"start_anchor": "x", "fields": {"a": {"transform": ["{a}", {"b": "{c.d}", "e": "plain", "f": "{ }"}]}}}, "good"), ({"start_anchor": "x", "fields": {"a": {"open": "o", "close": ["c", "cc"]}}}, "good")]
from transformers.utils.chat_parsing.response_templates import load_response_template
checks = []
for t, why in bad:
    try: load_response_template(t); ok = True
    except Exception: ok = False
    checks.append({"template": t, "why": why, "good": ok})
to = golden / "response_templates"
with open(to / "templates.json", "w") as out:
    json.dump({"templates": templates, "checks": checks}, out, ensure_ascii=False, indent=1)
lists = []  # of tools, which cases name by their place
with open(to / "cases.jsonl", "w") as out:
    for case in cases:
        if "tools" in case:
            if case["tools"] not in lists:
                lists.append(case["tools"])
            case["tools"] = lists.index(case["tools"])
        out.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")
with open(to / "tools.json", "w") as out:
    json.dump(lists, out, ensure_ascii=False, indent=1)
