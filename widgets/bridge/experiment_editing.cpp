// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/experiment_editing.h"
#include "core/workbench/experiment/experiment_files.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/open_project.h"

namespace lapidary {

ExperimentEditing::ExperimentEditing(OpenProject &open, QObject *parent) : ProjectPart(parent), open_(open) {}

/// Only over what the person saw.
Status ExperimentEditing::write(const ExperimentTexts &now, const ExperimentTexts &wanted) {
    return open_->readOnly() ? fail(*open_->readOnly()) : writeExperimentTexts(open_->folder(), now, wanted);
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
