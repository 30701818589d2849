// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/prompt_values.h"
#include "widgets/models/reason_values.h"
#include "widgets/models/search_tree_model.h"
#include "widgets/models/tree_layout.h"
#include <QObject>
#include <memory>
#include <optional>

namespace lapidary {

/// The trees of searches, the one on show, and what a person does to it.
class ReasonViewModel : public QObject {
    Q_OBJECT
public:
    static constexpr int kMostBranches = 64;
    explicit ReasonViewModel(QObject *parent = nullptr) : QObject(parent) {}
    void clear(); ///< all of the project

    struct Entry {
        int id = 0;
        QString title{}, about{};
    };
    void run(const TreeRequest &request); ///< a tree of its own
    void stop() { Q_EMIT stopRequested(); }
    bool isBusy() const { return running_.has_value(); }
    bool isLoading() const { return loading_; } ///< the weights
    QString notice() const { return notice_; }
    bool noticeIsGood() const { return noticeIsGood_; } ///< of something that was done
    void open(const QString &file) { Q_EMIT openRequested(file); }
    QVector<Entry> entries() const;
    int current() const { return current_; } ///< its id; 0: none
    void show(int id);
    TraceValues traceOf(int id); ///< all that is not undone of a tree

    const SearchTreeModel *tree() const; ///< the one on show; null: none
    const TreeLayout &layout() const { return layout_; }
    TreeRequest origin() const;               ///< what made it; empty: it was read from a file
    std::optional<TreeResult> result() const; ///< of the search that it began with
    bool foldsChains() const { return fold_; }
    void setFoldsChains(bool on);
    void toggleChain(int node); ///< opens and closes the chain that the node is part of
    void setPosition(int events);

    int node() const { return node_; } ///< the one that is looked at; -1: none
    void choose(int node);
    bool isMarked(int node) const;
    void toggleMark(int node);
    StepJudgement judgement(int node) const;
    /// The same once more takes it back. It can be undone.
    void judge(int node, StepJudgement judgement);
    void setJudgement(int tree, int node, StepJudgement judgement); ///< for undo and redo
    QHash<int, StepJudgement> judgements() const;                   ///< of the tree on show
    /// Why the steps on the way to the node cannot be weighed; empty where they can.
    QString whyNoWeights() const;
    void weighSteps();
    void setWeights(const StepWeightValues &weights);
    std::optional<StepWeightValues::Weight> weight(int node) const;
    QString whyNoTokens() const; ///< empty where they can be read
    bool canReadTokens() const;
    void readTokens();
    const std::optional<PathTokens> &tokens() const { return tokens_; }
    QString tokensProblem() const { return tokensProblem_; }
    int token() const { return token_; } ///< the one of them that is looked at; -1: none
    void chooseToken(int token);         ///< and asks what else could have stood there
    const Alternatives &alternatives() const { return alternatives_; }
    /// A branch that goes another way from a token on: beside which node, and what of that node's text it keeps.
    struct Cut {
        int node = 0;
        QString kept{};
    };
    std::optional<Cut> cutBefore(int token) const; ///< none: it was written before the search
    QString whyNoForce(int alternative) const;     ///< empty where it can be put in the place of the token
    void force(int alternative, int branches);
    QString capText() const; ///< what ends the thoughts of the answer up to the node and asks for a result

    /// Why no answers can be drawn behind the steps; empty where they can.
    QString whyNoEstimate() const;
    void estimateSteps(int answers); ///< behind each step on the way to the node
    bool isEstimating() const { return estimating_; }
    QPair<qint64, qint64> estimated() const { return estimated_; } ///< answers that are there, of so many
    std::optional<StepEstimates::Value> estimate(int node) const;
    /// Whether the answer that the node gives is right; none where it gives none, or nobody knows.
    std::optional<bool> isRight(int node) const;

    QString whyNoAct() const; ///< why nothing can be added behind the node; empty where it can
    /// n more answers behind the node, by samples; or what a strategy finds there.
    void expand(int node, int branches);
    void searchBehind(int node, const TreeRequest &how);
    void edit(int node, const QString &text, int branches);   ///< a text of a person beside it, and answers behind that
    void append(int node, const QString &text, int branches); ///< a text of a person behind it, and answers behind that
    void setActShown(int tree, int act, bool shown);          ///< for undo and redo

    // What comes back
    void setOpened(const TraceFile &file);
    void setLoading(qint64 ticket, bool on);
    void grow(qint64 ticket, const std::vector<SearchEvent> &events);
    void setDone(qint64 ticket, const TreeResult &result);
    void setFailed(qint64 ticket, const QString &why); ///< why: empty where somebody stopped it
    void setTokens(const PathTokens &tokens);
    void setAlternatives(const Alternatives &alternatives);
    void setEstimated(qint64 ticket, qint64 done, qint64 all);
    void setEstimates(const StepEstimates &estimates);
    void say(const QString &notice, bool good = false);

Q_SIGNALS:
    void searchRequested(const lapidary::TreeRequest &request);
    void tokensRequested(const lapidary::TreeRequest &request);
    void alternativesRequested(const lapidary::TreeRequest &request, int token);
    void weightsRequested(const lapidary::TreeRequest &request);
    void estimatesRequested(const lapidary::TreeRequest &request);
    void judged(int tree, int node, lapidary::StepJudgement before, lapidary::StepJudgement now);
    void stopRequested();
    void openRequested(const QString &file);
    void stateChanged();
    void entriesChanged();
    void treeShown();   ///< another tree
    void treeChanged(); ///< it grew, folds otherwise, or shows another moment
    void nodeChanged(); ///< another one is looked at, or more is known of it
    void acted(const QString &what, int tree, int act);

private:
    struct Shown {
        int id = 0;
        QString title{}, about{};
        TreeRequest from{}; ///< without a model: read from a file
        TraceValues trace{};
        std::unique_ptr<SearchTreeModel> tree{}; ///< none before it is looked at
        std::optional<TreeResult> result{};
        QSet<int> marked{}, open{};
        QHash<int, StepJudgement> judged{};
        QHash<int, StepWeightValues::Weight> weights{};
        QHash<int, StepEstimates::Value> estimates{};
        QHash<int, bool> right{}; ///< of the answers that were graded so far
        int node = -1;
    };
    struct Running {
        qint64 ticket = 0;
        int tree = 0, act = 0;
    };
    Shown *find(int id);
    const Shown *find(int id) const { return const_cast<ReasonViewModel *>(this)->find(id); }
    Shown &add(const QString &title, const QString &about);
    void build(Shown &shown);
    void send(TreeRequest request, int tree, int act);
    TreeRequest samplesBehind(const Shown &shown, int node, int branches) const;
    void did(const QString &what, int act, TreeRequest how, int branches);
    void arrange();
    void forgetTokens();
    QVector<int> openSteps() const;

    std::vector<Shown> shown_{};
    int current_ = 0, nextId_ = 1, node_ = -1;
    TreeLayout layout_{};
    bool fold_ = true, loading_ = false, noticeIsGood_ = false;
    std::optional<Running> running_{};
    std::optional<PathTokens> tokens_{};
    QString notice_{}, tokensProblem_{};
    Alternatives alternatives_{};
    int token_ = -1;
    bool estimating_ = false;
    QPair<qint64, qint64> estimated_{};
    qint64 ticket_ = 0, tokensTicket_ = 0, weightsTicket_ = 0, lookTicket_ = 0, estimatesTicket_ = 0;
    QVector<int> estimatedSteps_{};
    int estimatedTree_ = 0;
    int weighed_ = 0, weighedTree_ = 0; ///< the node to which the steps that are being weighed lead
};

} // namespace lapidary
