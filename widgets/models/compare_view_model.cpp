// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/compare_view_model.h"
#include "widgets/models/wording.h"
#include <algorithm>

namespace lapidary {

bool passes(const QuestionValues &question, QuestionFilter filter) {
    const bool a = question.a.correct, b = question.b.correct;
    const bool judged = question.a.scorable && question.b.scorable;
    switch (filter) {
    case QuestionFilter::All: return true;
    case QuestionFilter::AOnly: return a && !b;
    case QuestionFilter::BOnly: return b && !a;
    case QuestionFilter::BothRight: return a && b;
    case QuestionFilter::BothWrong: return judged && !a && !b;
    case QuestionFilter::DifferentAnswers: return question.a.answer != question.b.answer;
    }
    return true;
}

void QuestionsModel::setQuestions(const QVector<QuestionValues> &questions) {
    all_ = questions;
    refilter();
}

void QuestionsModel::setFilter(QuestionFilter filter, const QString &bucket, const QString &search) {
    filter_ = filter;
    bucket_ = bucket;
    search_ = search;
    refilter();
}

void QuestionsModel::refilter() {
    beginResetModel();
    shown_.clear();
    for (int i = 0; i < all_.size(); ++i) {
        const QuestionValues &each = all_[i];
        if (!bucket_.isEmpty() && each.bucket != bucket_) continue;
        if (!passes(each, filter_)) continue;
        if (!search_.isEmpty() && !each.prompt.contains(search_, Qt::CaseInsensitive) && !each.id.contains(search_, Qt::CaseInsensitive)) continue;
        shown_.append(i);
    }
    endResetModel();
}

const QuestionValues *QuestionsModel::at(int row) const { return row >= 0 && row < shown_.size() ? &all_[shown_[row]] : nullptr; }

int QuestionsModel::count(QuestionFilter filter) const {
    return int(std::count_if(all_.begin(), all_.end(), [&](const QuestionValues &each) {
        return (bucket_.isEmpty() || each.bucket == bucket_) && passes(each, filter);
    }));
}

int QuestionsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(shown_.size()); }

namespace {
QString verdictWord(const AnswerValues &answer) {
    if (!answer.scorable) return QuestionsModel::tr("unscorable");
    if (answer.cut) return QuestionsModel::tr("cut");
    return answer.correct ? QuestionsModel::tr("right") : QuestionsModel::tr("wrong");
}

/// Nothing where nobody can tell.
QVariant rightOf(const AnswerValues &answer) { return answer.scorable ? QVariant(answer.correct) : QVariant(); }
} // namespace

QVariant QuestionsModel::data(const QModelIndex &index, int role) const {
    const QuestionValues *question = at(index.row());
    if (!question) return {};
    switch (role) {
    case Qt::DisplayRole: return question->prompt.simplified().left(200);
    case Qt::AccessibleTextRole:
        return tr("%1, A %2, B %3").arg(question->id, verdictWord(question->a), verdictWord(question->b));
    case ARightRole: return rightOf(question->a);
    case BRightRole: return rightOf(question->b);
    case BucketRole: return question->bucket;
    case IdRole: return question->id;
    }
    return {};
}

namespace {
constexpr double kShown = 0.05; ///< a paired test below this p shows a difference
}

CompareViewModel::CompareViewModel(QObject *parent) : QObject(parent) {}

void CompareViewModel::clear() {
    armA_.clear();
    armB_.clear();
    chosen_ = false;
    table_.setComparison({});
    questions_.setQuestions({});
    setDetails({});
    detailsAreOld_ = true;
    Q_EMIT changed();
    Q_EMIT answersChanged();
}

QStringList CompareViewModel::armNames() const {
    QStringList names;
    for (const ArmValues &arm : table_.comparison().arms) names.append(arm.name);
    return names;
}

void CompareViewModel::setComparison(const ComparisonValues &comparison) {
    table_.setComparison(comparison);
    detailsAreOld_ = true;
    const QStringList names = armNames();
    const bool kept = chosen_ && names.contains(armA_) && names.contains(armB_);
    // Until somebody chooses: the ends of the thread, where it began and where it came to.
    const QString a = kept ? armA_ : names.value(0), b = kept ? armB_ : names.value(std::max<qsizetype>(names.size() - 1, 0));
    armA_ = a;
    armB_ = b;
    Q_EMIT changed();
    if (!a.isEmpty()) Q_EMIT answersRequested(a, b);
}

void CompareViewModel::chooseArms(const QString &a, const QString &b) {
    if (a == armA_ && b == armB_) return;
    chosen_ = true;
    armA_ = a;
    armB_ = b;
    Q_EMIT changed();
    Q_EMIT answersRequested(a, b);
}

void CompareViewModel::setAnswers(const AnswerPairValues &answers) {
    if (answers.armA != armA_ || answers.armB != armB_) return; // late: somebody has chosen others since
    questions_.setQuestions(answers.questions);
    Q_EMIT answersChanged();
}

void CompareViewModel::setDetails(const CompareDetails &details) {
    details_ = details;
    detailsAwaited_ = false;
    Q_EMIT detailsChanged();
}

void CompareViewModel::wantDetails() {
    if (isEmpty() || !std::exchange(detailsAreOld_, false)) return;
    detailsAwaited_ = true;
    Q_EMIT detailsChanged();
    Q_EMIT detailsRequested();
}

QVector<PairValues> CompareViewModel::pairedTests() const {
    QVector<PairValues> out;
    for (PairValues pair : table_.comparison().pairs) {
        if (pair.a == armB_ && pair.b == armA_) {
            std::swap(pair.a, pair.b);
            std::swap(pair.aOnly, pair.bOnly);
        }
        if (pair.a == armA_ && pair.b == armB_) out.append(pair);
    }
    return out;
}

QString CompareViewModel::sentence(const PairValues &pair) {
    const QString verdict = pair.p >= kShown            ? tr("no difference shown")
                            : pair.aOnly > pair.bOnly ? tr("A is right more often")
                                                      : tr("B is right more often");
    return tr("%1: %2 (%3; only A right on %4, only B on %5)").arg(pair.bucket, verdict, pText(pair.p)).arg(pair.aOnly).arg(pair.bOnly);
}

} // namespace lapidary
