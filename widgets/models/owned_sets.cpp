// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/owned_sets.h"
#include "widgets/models/qt_text.h"

namespace lapidary {

void OwnedSets::setProject(bool isOpen, bool readOnly) {
    open_ = isOpen;
    readOnly_ = readOnly;
    busy_ = false;
    steps_.clear();
    done_ = 0;
    trash_.clear();
    trashProblem_.clear();
    Q_EMIT changed();
}

std::optional<SetName> OwnedSets::nameOf(const DataSetValues &set) {
    switch (set.kind) {
    case DataSetValues::Imported:
    case DataSetValues::Declared:
        return SetName{SetName::Kind::Named, fromQt(set.name)};
    case DataSetValues::Curated:
        return SetName{SetName::Kind::Curated, fromQt(set.name)};
    case DataSetValues::Snapshot:
        return SetName{SetName::Kind::Snapshot, fromQt(set.hash)};
    case DataSetValues::Made:
        break;
    }
    return std::nullopt;
}

DataSetValues::Kind OwnedSets::kindOf(const SetName &set) {
    return set.kind == SetName::Kind::Curated    ? DataSetValues::Curated
           : set.kind == SetName::Kind::Snapshot ? DataSetValues::Snapshot
                                                 : DataSetValues::Declared;
}

void OwnedSets::ask(const SetRequest &request) {
    if (!canChange()) return;
    busy_ = true;
    Q_EMIT changed();
    Q_EMIT changeRequested(request);
}

void OwnedSets::rename(const SetName &set, const QString &to) {
    ask({.what = SetRequest::Rename, .set = set, .to = to});
}
void OwnedSets::remove(const SetName &set) {
    ask({.what = SetRequest::Delete, .set = set});
}
void OwnedSets::putBack(const QString &id) {
    ask({.what = SetRequest::PutBack, .id = id});
}
void OwnedSets::forget(const QString &id) {
    ask({.what = SetRequest::Forget, .id = id});
}

void OwnedSets::turn(bool ahead) {
    if (ahead ? done_ == steps_.size() : done_ == 0) return;
    const Step &step = steps_[ahead ? done_ : done_ - 1];
    SetRequest request{.what = step.what, .set = step.before, .again = true, .ahead = ahead};
    if (step.what == SetRequest::Rename) {
        request.set = ahead ? step.before : step.after;
        request.to = toQt((ahead ? step.after : step.before).name);
    } else if (!ahead) {
        request.what = SetRequest::PutBack;
        request.id = step.id;
    }
    ask(request);
}

/// What lay in the trash and does no longer cannot be taken back a second time.
void OwnedSets::remember(const SetAnswer &answer) {
    const SetRequest &asked = answer.asked;
    if (asked.again) {
        if (asked.what == SetRequest::Delete) steps_[done_].id = answer.id;
        done_ = asked.ahead ? done_ + 1 : done_ - 1;
        return;
    }
    if (asked.what == SetRequest::Rename || asked.what == SetRequest::Delete) {
        steps_.resize(done_);
        steps_.push_back({asked.what, asked.set, answer.now, answer.id});
        done_ = steps_.size();
        return;
    }
    for (std::size_t i = steps_.size(); i-- > 0;)
        if (steps_[i].what == SetRequest::Delete && steps_[i].id == asked.id) {
            steps_.erase(steps_.begin() + std::ptrdiff_t(i));
            if (i < done_) --done_;
        }
}

void OwnedSets::setAnswer(const SetAnswer &answer) {
    busy_ = false;
    if (answer.why.isEmpty()) remember(answer);
    Q_EMIT changed();
    Q_EMIT answered(answer);
}

void OwnedSets::setTrash(const std::vector<TrashedSet> &sets, const QString &problem) {
    trash_ = sets;
    trashProblem_ = problem;
    Q_EMIT trashChanged();
}

QString OwnedSets::wordOf(const Step &step) {
    return step.what == SetRequest::Rename ? tr("the name of data set “%1”").arg(toQt(step.before.name))
                                           : tr("deletion of data set “%1”").arg(toQt(step.after.name));
}

QString OwnedSets::undoText() const {
    return done_ > 0 ? wordOf(steps_[done_ - 1]) : QString();
}
QString OwnedSets::redoText() const {
    return done_ < steps_.size() ? wordOf(steps_[done_]) : QString();
}

QString OwnedSets::lastDeleted() const {
    const bool any = done_ > 0 && steps_[done_ - 1].what == SetRequest::Delete;
    return any ? toQt(steps_[done_ - 1].after.name) : QString();
}

} // namespace lapidary
