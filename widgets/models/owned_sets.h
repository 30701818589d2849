// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/data/set_trash.h"
#include "widgets/models/data_values.h"
#include <QObject>
#include <optional>

namespace lapidary {

/// What a person asks for a data set as a whole, and what came of it.
struct SetRequest {
    enum What { Rename, Delete, PutBack, Forget } what = Rename;
    SetName set{};
    QString to{};       ///< of a renaming: the new name
    QString id{};       ///< of an entry of the trash
    bool again = false; ///< it is a way back or forth: no step of its own
    bool ahead = false; ///< of such a way: forth
};
struct SetAnswer {
    SetRequest asked{};
    SetName now{}; ///< what the set is called by now
    QString id{};  ///< its entry in the trash, where it lies there
    QString why{}; ///< why not; empty where all went well
};
struct SetUses {
    SetName set{};
    std::vector<SetUse> uses{};
    QString why{};
};

/// The data sets of the project as things that a person renames, deletes and puts back, with the way back from each.
class OwnedSets : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    void setProject(bool isOpen, bool readOnly);
    bool canLook() const { return open_; }
    bool isBusy() const { return busy_; }
    bool canChange() const { return open_ && !readOnly_ && !busy_; }

    /// How the core calls what the list shows; nothing of what runs have made, which is theirs.
    static std::optional<SetName> nameOf(const DataSetValues &set);
    static DataSetValues::Kind kindOf(const SetName &set); ///< of a set of the experiment: Declared

    void askUses(const SetName &set) { Q_EMIT usesRequested(set); }
    void setUses(const SetUses &uses) { Q_EMIT usesKnown(uses); }
    void rename(const SetName &set, const QString &to);
    void remove(const SetName &set);
    void putBack(const QString &id);
    void forget(const QString &id);
    void setAnswer(const SetAnswer &answer);

    void wantTrash() { Q_EMIT trashRequested(); }
    void setTrash(const std::vector<TrashedSet> &sets, const QString &problem);
    const std::vector<TrashedSet> &trash() const { return trash_; }
    QString trashProblem() const { return trashProblem_; }

    void undo() { turn(false); }
    void redo() { turn(true); }
    QString undoText() const; ///< completes "Undo …"; empty: nothing to undo
    QString redoText() const;
    /// What was deleted last, where it can still be put back by undo(); empty: nothing.
    QString lastDeleted() const;

Q_SIGNALS:
    void changed(); ///< what can be done, or undone
    void usesKnown(const lapidary::SetUses &uses);
    void trashChanged();
    void answered(const lapidary::SetAnswer &answer); ///< also where it went wrong
    void usesRequested(const lapidary::SetName &set);
    void changeRequested(const lapidary::SetRequest &request);
    void trashRequested();

private:
    struct Step {
        SetRequest::What what = SetRequest::Rename;
        SetName before{}, after{}; ///< of a deletion: the same
        QString id{};
    };
    void ask(const SetRequest &request);
    void turn(bool ahead);
    void remember(const SetAnswer &answer);
    static QString wordOf(const Step &step);
    bool open_ = false, readOnly_ = false, busy_ = false;
    std::vector<Step> steps_{};
    std::size_t done_ = 0; ///< steps that stand; those behind were taken back
    std::vector<TrashedSet> trash_{};
    QString trashProblem_{};
};

} // namespace lapidary
