// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/job/frame.h"
#include "core/workbench/traces/trace_formats.h"
#include "core/workbench/traces/trace_layout.h"
#include "tests/fuzz/targets.h"
#include <unistd.h>

namespace lapidary::fuzz {

namespace {

/// Files whose names say what they are.
class Places {
public:
    Places() : folder_(fs::temp_directory_path() / ("lapidary-fuzz-trace-" + std::to_string(::getpid()))) {
        promise(fs::create_directories(folder_));
    }
    Places(const Places &) = delete;
    Places &operator=(const Places &) = delete;
    ~Places() { fs::remove_all(folder_); }
    fs::path with(const char *name, std::string_view bytes) const {
        promise(writeFileAtomic(folder_ / name, std::string(bytes)).has_value());
        return folder_ / name;
    }

private:
    fs::path folder_;
};

/// A node comes behind its parent, so that every way to the root ends.
void checkTree(const TracedTree &traced) {
    const auto &nodes = traced.tree.nodes;
    promise(!nodes.empty() && nodes.front().parent == 0);
    for (std::size_t node = 1; node < nodes.size(); ++node) promise(nodes[node].parent < node);
    promise(!traced.tree.chosen || (*traced.tree.chosen > 0 && *traced.tree.chosen < nodes.size()));
    const TreePlaces laid = placesOf(traced.tree);
    promise(laid.places.size() == nodes.size() && laid.rows <= nodes.size() && laid.columns <= nodes.size());
}

void checkWritten(const std::vector<TracedTree> &trees, const Rule &rule) {
    for (const TraceFormat &format : traceFormats())
        for (const bool other : {false, true}) {
            const auto text = format.write(trees, {.pairs = other ? PairsBy::Scores : PairsBy::Choice,
                                                   .labels = other ? LabelSource::Scores : LabelSource::Answers,
                                                   .rule = &rule,
                                                   .grades = !other});
            if (!text) promise(!text.error().code.empty() && format.asksPrompts);
        }
    const std::string page = traceHtml(trees); // no text of a stranger becomes a part of it
    const auto script = page.find("<script");
    promise(script != page.npos && page.find("<script", script + 1) == page.npos);
    const auto again = parseJson(dumpJson(traceJson(trees)), {.depth = 128});
    promise(again && (*again)["trees"].size() == trees.size());
}

} // namespace

/// The first byte chooses a form: lines, JSON, a log, a log whose one event the bytes are. Behind a NUL stand the
/// problems.
void trace(std::string_view bytes) {
    if (bytes.empty()) return;
    static const Places places;
    static const auto rule = *ruleByName("gsm8k");
    const auto [told, problems] = atNul(bytes.substr(1));
    const int form = static_cast<unsigned char>(bytes[0]) % 4;
    const std::string event = R"({"seq":1,"time":0,"type":"search","body":)" + std::string(told) + "}";
    const fs::path file = form == 0   ? places.with("trace.jsonl", told)
                          : form == 1 ? places.with("trace.json", told)
                          : form == 2 ? places.with("run.log", bytes.substr(1))
                                      : places.with("run.log", std::string(kLogHeader) + *makeFrame(event));
    auto trees = readTrace(file);
    if (!trees) return promise(!trees.error().code.empty() && !trees.error().message.str().empty());
    promise(!trees->empty());
    for (const TracedTree &traced : *trees) checkTree(traced);
    const auto asked = addProblems(*trees, places.with("problems.jsonl", problems));
    if (!asked) promise(!asked.error().code.empty());
    checkWritten(*trees, *rule);
}

} // namespace lapidary::fuzz
