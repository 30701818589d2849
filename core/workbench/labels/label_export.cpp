// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_export.h"
#include "core/base/hash.h"
#include "core/data/layouts/registry.h"
#include "core/workbench/data/jsonl.h"

namespace lapidary {
namespace {

/// True if it gave a row. Two equal texts are no preference.
bool add(std::vector<Json> &rows, const std::string &id, const LabelItem &item, const LabelCandidate &chosen,
         const LabelCandidate &rejected, bool strong) {
    if (chosen.text == rejected.text) return false;
    auto row = writeRecord({.id = id,
                            .what = Preference{plain(item.prompt), plain(chosen.text), plain(rejected.text),
                                               strong ? 2.0 : 1.0, chosen.terminated, rejected.terminated}});
    rows.push_back(std::move(*row)); // plain texts can always be written
    return true;
}

} // namespace

Preferences preferencesOf(const LabelState &state) {
    Preferences out;
    for (std::size_t i = 0; i < state.items().size(); ++i) {
        const LabelItem &item = state.items()[i];
        const LabelMark &mark = state.marks()[i];
        const LabelStatus status = mark.status();
        if (status != LabelStatus::Done) {
            ++(status == LabelStatus::Skipped ? out.skipped : out.open);
            continue;
        }
        bool gave = false;
        if (const char better = mark.preferred()) {
            const auto &[chosen, rejected] = better == 'a' ? std::tie(item.a, item.b) : std::tie(item.b, item.a);
            gave = add(out.rows, item.id, item, chosen, rejected, mark.strong);
        }
        if (!mark.ideal.empty()) {
            gave |= add(out.rows, item.id + "/ideal-a", item, {.text = mark.ideal}, item.a, false);
            gave |= add(out.rows, item.id + "/ideal-b", item, {.text = mark.ideal}, item.b, false);
        }
        if (gave)
            ++out.items;
        else
            ++(mark.verdict == "tie" ? out.ties : out.bothBad);
    }
    return out;
}

Result<PreferenceFile> writePreferences(Project &project, const std::string &name) {
    const auto queue = readLabelQueue(project.folder(), name);
    if (!queue) return unexpected(queue.error());
    const auto state = labelState(project.store(), *queue);
    if (!state) return unexpected(state.error());
    PreferenceFile out{.preferences = preferencesOf(*state)};
    if (out.preferences.rows.empty())
        return fail({.code = "labels.nothing_to_export",
                     .message = "no label of this queue prefers one answer",
                     .found = name,
                     .expected = "at least one verdict for a side, or an ideal answer with a verdict",
                     .remedy = "Label some pairs first; ties and skipped pairs teach nothing."});
    const std::string text = toJsonl(out.preferences.rows);
    out.hash = contentHash(text);
    out.file = labelFolder(project.folder(), name) / ("preferences-" + out.hash + ".jsonl");
    if (auto written = writeFileAtomic(out.file, text); !written) return unexpected(written.error());
    return out;
}

} // namespace lapidary
