// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/curation/duplicates.h"
#include "core/workbench/curation/row_edits.h"
#include "core/workbench/curation/row_splits.h"
#include "widgets/models/curated_rows_model.h"
#include "widgets/models/curation_values.h"
#include <QElapsedTimer>

namespace lapidary {

/// The rows of one data set while a person curates them: which of them are on show, what is done with them, and what
/// can be undone. Nothing here waits: work goes out as a RowJob, its answer comes back by answered().
class CurationViewModel : public QObject {
    Q_OBJECT
public:
    explicit CurationViewModel(QObject *parent = nullptr);
    enum class Stage { Closed, Opening, Open, Failed };
    /// Another project, or none: what was open is closed.
    void setProject(const QString &folder, bool readOnly);
    void open(const QString &name, const QString &file = {}); ///< file: rows that are taken for editing first
    void close();
    void setOpened(int ticket, const QString &why); ///< why: empty where all went well
    void setProgress(qint64 job, qint64 done);      ///< job 0: the opening

    Stage stage() const { return stage_; }
    QString name() const { return name_; }
    bool isOpen() const { return stage_ == Stage::Open; }
    bool canWrite() const { return isOpen() && !readOnly_; }
    QString problem() const { return problem_; } ///< why the newest thing that was asked for was not done
    void dismissProblem();
    CuratedRowsModel *rows() { return &rows_; }
    const CurationState &state() const { return state_; }
    qint64 unindexed() const { return unindexed_; } ///< rows that a search still looks through one by one
    QString summary() const;

    // Which rows are on show.
    const RowQuery &query() const { return query_; }
    QString words() const { return toQtText(query_.words); }
    void setWords(const QString &words);
    void setColumnFilter(const QString &column, const QString &text); ///< see row_filter.h
    void setTagFilter(const QString &text);
    QString columnFilter(const QString &column) const { return filters_.value(column); }
    QString tagFilter() const { return tagFilter_; }
    bool isFiltered() const;
    void clearFilters();
    void setDeletedShown(bool deleted);
    bool finding() const { return finding_; }

    // What is done with rows, by their ids. Each is one step that can be undone.
    using Ids = std::vector<std::int64_t>;
    void edit(qint64 row, const QString &column, const QString &text);
    void setTags(qint64 row, const QStringList &tags);
    void remove(const Ids &ids);
    void restore(const Ids &ids);
    void tag(const Ids &ids, const QString &tag, bool on);
    void undo();
    void redo();
    QString undoText() const; ///< completes "Undo …"; empty: nothing to undo
    QString redoText() const;
    void copy(const Ids &ids); ///< with headers, as they are on show: copied()

    // Long work and looks, for the dialogs: the answer comes to whoever asked.
    template <class T> using Answer = std::function<void(Result<T>)>;
    template <class T> using Work = std::function<Result<T>(RowStore &rows, const StoreWork &work)>;
    /// `title`: what is told while it runs; empty: nothing. The job's id.
    template <class T> qint64 ask(RowService::Lane lane, const QString &title, Work<T> work, Answer<T> then);
    /// A step: what is on show follows it.
    qint64 askStep(const QString &title, Work<RowStep> work, Answer<RowStep> then = {}); ///< 0: not ours to change
    void cancel(qint64 job);
    void cancelShown(); ///< what is told
    bool isWorking() const { return !working_.isEmpty() || stage_ == Stage::Opening; }
    bool canStop() const { return stage_ != Stage::Opening || fresh_; } ///< what is told
    QString workTitle() const;                                          ///< with how far it is
    QString project() const { return project_; }

Q_SIGNALS:
    void stageChanged();
    void stateChanged(); ///< tags, counts, columns, undo
    void queryChanged(); ///< which rows are wanted
    void viewChanged();  ///< they are on show
    void workChanged();  ///< what is told of long work
    void problemChanged();
    void copied(const QString &text);
    void opened(const QString &name); ///< for the first time: it is new in the project
    void openRequested(const lapidary::CurationRequest &request);
    void closeRequested();
    void jobPosted(const lapidary::RowJob &job);

public Q_SLOTS:
    void answered(const std::function<void()> &then) { then(); }

private:
    static QString toQtText(const std::string &text) { return QString::fromStdString(text); }
    struct Working {
        qint64 id = 0;
        QString title{};
        qint64 done = 0;
    };
    void begun(qint64 id, const QString &title, const std::stop_source &stop);
    bool finished(int generation, qint64 id); ///< false: another data set is open by now
    void setProblem(const QString &problem);
    void fetch(const RowView &view, std::size_t first, std::size_t count);
    void find();
    void setQuery();
    void readState();
    void index();
    void turn(bool back);
    void changeAll(const char *kind, const QString &title, const Ids &ids, const RowChange &change, const Json &what);
    QString project_{}, name_{}, problem_{}, tagFilter_{};
    bool readOnly_ = false, finding_ = false, fresh_ = false, deletedShown_ = false;
    Stage stage_ = Stage::Closed;
    int generation_ = 0; ///< of what is open; answers for what was open before are dropped
    qint64 lastJob_ = 0, finder_ = 0, unindexed_ = 0, openingDone_ = 0;
    std::stop_source opening_{};
    CuratedRowsModel rows_{};
    CurationState state_{};
    RowQuery query_{};
    QHash<QString, QString> filters_{};
    QHash<qint64, std::stop_source> stops_{};
    QVector<Working> working_{};
};

template <class T>
qint64 CurationViewModel::ask(RowService::Lane lane, const QString &title, Work<T> work, Answer<T> then) {
    RowJob job{.id = ++lastJob_, .lane = lane};
    const auto answer = [this, generation = generation_, id = job.id, then = std::move(then)](const Result<T> &result) {
        if (finished(generation, id) && then) then(result);
    };
    job.run = [work = std::move(work), answer](RowStore &rows, const StoreWork &with) -> RowJob::Then {
        return [answer, result = work(rows, with)] { answer(result); };
    };
    job.cancelled = [answer] { answer(fail(kCancelled, "Stopped on request")); };
    begun(job.id, title, job.stop);
    Q_EMIT jobPosted(job);
    return job.id;
}

} // namespace lapidary
