// SPDX-License-Identifier: Apache-2.0
// Changes of a TOML text: what is named changes, every other byte stays.
#include "core/base/files.h"
#include "core/config/toml_text.h"
#include <doctest/doctest.h>
#include <random>

using namespace lapidary;

namespace {

TomlText toml(const std::string &text) {
    auto read = TomlText::read(text, "experiment.toml");
    REQUIRE_MESSAGE(read.has_value(), (read ? "" : describe(read.error())));
    return *read;
}
std::string textOf(const Result<TomlText> &changed) {
    return changed ? changed->text() : describe(changed.error());
}

const std::string kFile = R"(# An experiment of mine.
version = 1
name = "mine"   # said twice

[models]
base = "resources:starter"  # small

# --- rows ---

# What it learns from.
[[data]]
name = "sft"
task = "chain_mod"
count = 40
config = { direct = 0.1, "odd key" = 1 } # inline

[[stage]]
name = 'sft'
config.max_steps = 20
config.seed = 3
# fork = "…"

# Preferences.
  [[stage]]
  name = "dpo"
  data = "pairs"
  [stage.config] # more
  beta = 0.1
  notes = """
[[arm]] # no table
name = "no \" key" """
  [stage.inputs]
  reference = "sft"

[[arm]]
name = "greedy"
buckets = [
  "id",   # in the distribution
  "edge",
]
)";

std::string replaced(std::string text, const std::string &from, const std::string &to) {
    const auto at = text.find(from);
    REQUIRE(at != text.npos);
    return text.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("a value is changed where it stands") {
    const TomlText file = toml(kFile);
    CHECK(textOf(file.set({"name"}, "yours")) == replaced(kFile, "\"mine\"", "\"yours\""));
    CHECK(textOf(file.set({"stage", "1", "config", "beta"}, 0.25)) == replaced(kFile, "beta = 0.1", "beta = 0.25"));
    CHECK(textOf(file.set({"stage", "0", "config", "seed"}, 4)) == replaced(kFile, "seed = 3", "seed = 4"));
    CHECK(textOf(file.set({"data", "0", "config", "direct"}, 1.0)) == replaced(kFile, "0.1,", "1.0,"));
    CHECK(textOf(file.set({"arm", "0", "buckets", "1"}, "far")) == replaced(kFile, "\"edge\"", "\"far\""));
    CHECK(textOf(file.set({"stage", "1", "config", "notes"}, "short")) ==
          replaced(kFile, "\"\"\"\n[[arm]] # no table\nname = \"no \\\" key\" \"\"\"", "\"short\""));
}

TEST_CASE("a new value stands behind the last of its table") {
    const TomlText file = toml(kFile);
    CHECK(textOf(file.set({"seed"}, 7)) == replaced(kFile, "# said twice\n", "# said twice\nseed = 7\n"));
    CHECK(textOf(file.set({"models", "my base"}, "models/mine")) ==
          replaced(kFile, "# small\n", "# small\n\"my base\" = \"models/mine\"\n"));
    CHECK(textOf(file.set({"stage", "1", "config", "seed"}, 7)) ==
          replaced(kFile, "key\" \"\"\"\n", "key\" \"\"\"\n  seed = 7\n"));
    CHECK(textOf(file.set({"stage", "0", "config", "beta"}, 7)) ==
          replaced(kFile, "config.seed = 3\n", "config.seed = 3\nconfig.beta = 7\n"));
    CHECK(textOf(file.set({"data", "0", "config", "steps"}, 2)) ==
          replaced(kFile, "\"odd key\" = 1 }", "\"odd key\" = 1, steps = 2 }"));
    CHECK(textOf(file.set({"arm", "0", "buckets", "2"}, "far")) == replaced(kFile, "\"edge\",", "\"edge\", \"far\","));
    CHECK(textOf(file.set({"stage", "0", "inputs", "reference"}, "base")) ==
          replaced(kFile, "# fork = \"…\"\n", "# fork = \"…\"\n[stage.inputs]\nreference = \"base\"\n"));
    CHECK(textOf(file.set({"arm", "0", "config", "seed"}, 1)) == kFile + "[arm.config]\nseed = 1\n");
}

TEST_CASE("what is taken away leaves everything else") {
    const TomlText file = toml(kFile);
    CHECK(textOf(file.remove({"stage", "0"})) ==
          replaced(kFile, "[[stage]]\nname = 'sft'\nconfig.max_steps = 20\nconfig.seed = 3\n# fork = \"…\"\n\n", ""));
    CHECK(textOf(file.remove({"data", "0", "config", "direct"})) == replaced(kFile, "direct = 0.1, ", ""));
    CHECK(textOf(file.remove({"data", "0", "config", "odd key"})) == replaced(kFile, ", \"odd key\" = 1", ""));
    CHECK(textOf(file.remove({"arm", "0", "buckets", "1"})) ==
          replaced(kFile, ",   # in the distribution\n  \"edge\"", ""));
    CHECK(textOf(file.remove({"stage", "1", "inputs", "reference"})) ==
          replaced(kFile, "  [stage.inputs]\n  reference = \"sft\"\n", ""));
    const auto none = file.remove({"stage", "7"});
    REQUIRE(!none);
    CHECK(none.error().code == "config.unknown_key");
    CHECK(none.error().field == "stage.7");
}

TEST_CASE("a table is added where it belongs, taken with its comments, and a key renamed") {
    const TomlText file = toml(kFile);
    const std::string block = "[[stage]]\nname = \"new\"\n";
    CHECK(textOf(file.add("stage", block, 0)) == replaced(kFile, "# Preferences.", block + "\n# Preferences."));
    CHECK(textOf(file.add("arm", "[[arm]]\nname = \"b\"\n", 0)) == kFile + "\n[[arm]]\nname = \"b\"\n");
    CHECK(file.textOf({"stage", "1"}).starts_with("# Preferences.\n  [[stage]]\n"));
    CHECK(file.textOf({"stage", "1"}).ends_with("reference = \"sft\"\n"));
    CHECK(textOf(file.rename({"models", "base"}, "big one")) == replaced(kFile, "base = \"res", "\"big one\" = \"res"));
    CHECK(textOf(toml("").add("arm", "[[arm]]\nname = \"b\"\n", {})) == "[[arm]]\nname = \"b\"\n");
    CHECK(textOf(toml("name = \"x\"").set({"models", "a"}, "b")) == "name = \"x\"\n\n[models]\na = \"b\"\n");
}

TEST_CASE("Windows lines, a byte-order mark and lists of inline tables stay what they are") {
    const TomlText dos = toml("\xEF\xBB\xBF"
                              "version = 1\r\n\r\n[[stage]]\r\nname = \"a\"\r\n");
    CHECK(textOf(dos.set({"stage", "0", "data"}, "x")) ==
          "\xEF\xBB\xBF"
          "version = 1\r\n\r\n[[stage]]\r\nname = \"a\"\r\ndata = \"x\"\r\n");
    CHECK(textOf(dos.add("stage", "[[stage]]\nname = \"b\"\n", 0)) ==
          "\xEF\xBB\xBF"
          "version = 1\r\n\r\n[[stage]]\r\nname = \"a\"\r\n\r\n[[stage]]\r\nname = \"b\"\r\n");
    const TomlText inlined = toml("stage = [{name = \"a\"}, {name = \"b\", config = {}}]\n");
    CHECK(textOf(inlined.set({"stage", "1", "config", "seed"}, 1)) ==
          "stage = [{name = \"a\"}, {name = \"b\", config = { seed = 1 }}]\n");
    CHECK(textOf(inlined.remove({"stage", "0"})) == "stage = [{name = \"b\", config = {}}]\n");
    const auto refused = inlined.add("stage", "[[stage]]\nname = \"c\"\n", {});
    REQUIRE(!refused);
    CHECK(refused.error().code == "config.cannot_edit");
}

TEST_CASE("a number that is none stays, whatever else is changed") {
    const TomlText file = toml("a = nan # not yet\nb = 1\nc = -inf\n");
    CHECK(textOf(file.set({"b"}, 2)) == "a = nan # not yet\nb = 2\nc = -inf\n");
    CHECK(textOf(file.remove({"b"})) == "a = nan # not yet\nc = -inf\n");
    CHECK(textOf(file.set({"a"}, 0.5)) == "a = 0.5 # not yet\nb = 1\nc = -inf\n");
}

TEST_CASE("the text of a new table reads back as the table") {
    const Json table{{"config", {{"a b", 1e-5}, {"list", {1, 2.0}}, {"none", nullptr}}},
                     {"name", "say \"hi\"\n\\ü\x01"},
                     {"parts", {{{"count", 1}, {"config", {{"x", true}}}}}}};
    const std::string text = tomlElement("data", table, {"name", "parts"});
    CHECK(text.starts_with("[[data]]\nname = "));
    Json wanted = table;
    wanted["config"].erase("none");
    CHECK(nlohmann::json(toml(text).values()["data"][0]) == nlohmann::json(wanted));
}

/// Edits at random of a file that has everything: each is either refused, or gives what was asked for and can be taken
/// back; what it does not name keeps its bytes.
TEST_CASE("changes at random keep every table that they do not name") {
    std::mt19937 random(19);
    const auto under = [&](unsigned n) { return static_cast<std::size_t>(random() % n); };
    TomlText file = toml(kFile);
    int done = 0;
    for (int round = 0; round < 600; ++round) {
        const std::string list = std::array{"data", "stage", "arm"}[under(3)];
        const std::size_t count = file.count(list);
        const std::string index = std::to_string(under(3));
        const TomlPath table{list, index}, key{list, index, "config", std::array{"beta", "x", "seed"}[under(3)]};
        const auto what = under(5);
        const auto changed = what == 0   ? file.set(key, Json(under(9)))
                             : what == 1 ? file.remove(key)
                             : what == 2 ? file.add(list, "# new\n[[" + list + "]]\nname = \"n\"\n", {})
                             : what == 3 ? file.remove(table)
                                         : file.set({list, index, "name"}, "n" + std::to_string(round));
        if (!changed) {
            CHECK(!changed.error().code.empty());
            continue;
        }
        ++done;
        for (const std::string each : {"data", "stage", "arm"}) // the others, byte for byte
            for (std::size_t i = 0; i < file.count(each) && each != list; ++i)
                CHECK(changed->textOf({each, std::to_string(i)}) == file.textOf({each, std::to_string(i)}));
        CHECK(changed->textOf({"models"}) == file.textOf({"models"}));
        if (what == 2) {
            const auto back = changed->remove({list, std::to_string(count)});
            REQUIRE(back.has_value());
            CHECK(back->values() == file.values());
        }
        file = file.text().size() > 4000 ? toml(kFile) : *changed;
    }
    CHECK(done > 300);
}
