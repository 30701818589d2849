// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/experiment_editing.h"
#include "core/workbench/experiment/additions.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/open_project.h"

namespace lapidary {

ExperimentEditing::ExperimentEditing(OpenProject &open, QObject *parent) : ProjectPart(parent), open_(open) {}

Result<ExperimentTexts> ExperimentEditing::textsIn(const std::filesystem::path &folder) {
    ExperimentTexts texts;
    for (const auto &[file, text] :
         {std::pair(folder / "experiment.toml", &texts.main), std::pair(additionsFile(folder), &texts.added)}) {
        std::error_code ignored;
        if (!fs::exists(file, ignored)) continue;
        auto read = readFile(file);
        if (!read) return unexpected(read.error());
        *text = std::move(*read);
    }
    return texts;
}

/// Only what changes is written, and only over what the person saw.
Status ExperimentEditing::write(const ExperimentTexts &now, const ExperimentTexts &wanted) {
    if (open_->readOnly()) return fail(*open_->readOnly());
    const fs::path folder = open_->folder();
    const auto texts = textsIn(folder);
    if (!texts) return unexpected(texts.error());
    if (!(*texts == now))
        return fail({.code = "experiment.changed_on_disk",
                     .message = "the experiment's file was changed by somebody else meanwhile",
                     .file = (folder / "experiment.toml").string(),
                     .remedy = "It has been read again: look at it, and do it once more."});
    for (const auto &[file, before, after] : {std::tuple(folder / "experiment.toml", &now.main, &wanted.main),
                                              std::tuple(additionsFile(folder), &now.added, &wanted.added)})
        if (*before != *after)
            if (auto written = writeFileAtomic(file, *after); !written) return written;
    return {};
}

Status ExperimentEditing::changeNow(const ExperimentChange &change) {
    WrittenChange done{.what = change.what, .before = change.seen->texts()};
    const auto changed = change.make(*change.seen, done.named);
    if (!changed) return unexpected(changed.error());
    done.after = changed->texts();
    if (done.after == done.before) return {};
    for (const auto &[name, text] : change.files) {
        std::error_code ignored;
        const fs::path file = open_->folder() / name;
        if (fs::exists(file, ignored)) continue;
        if (auto kept = writeFileAtomic(file, text); !kept) return kept;
    }
    if (auto kept = write(done.before, done.after); !kept) return kept;
    Q_EMIT written(done);
    return {};
}

void ExperimentEditing::change(const ExperimentChange &change) {
    if (!open_ || !change.seen) return;
    if (const auto done = changeNow(change); !done)
        Q_EMIT failed(tr("The experiment was not changed"), toQt(done.error()));
    Q_EMIT acted();
}

void ExperimentEditing::restore(const ExperimentTexts &now, const ExperimentTexts &wanted) {
    if (!open_) return;
    if (const auto done = write(now, wanted); !done)
        Q_EMIT failed(tr("The experiment was not changed"), toQt(done.error()));
    Q_EMIT acted();
}

} // namespace lapidary
