// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/compare_view_model.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/wording.h"
#include <algorithm>

namespace lapidary {

bool passes(const AnswerPair &question, QuestionFilter filter) {
    const bool a = question.a.isRight(), b = question.b.isRight();
    const bool judged = question.a.isScorable() && question.b.isScorable();
    switch (filter) {
    case QuestionFilter::All:
        return true;
    case QuestionFilter::AOnly:
        return a && !b;
    case QuestionFilter::BOnly:
        return b && !a;
    case QuestionFilter::BothRight:
        return a && b;
    case QuestionFilter::BothWrong:
        return judged && !a && !b;
    case QuestionFilter::DifferentAnswers:
        return question.a.answer.result != question.b.answer.result;
    }
    return true;
}

void QuestionsModel::setQuestions(const std::vector<AnswerPair> &questions) {
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
    for (int i = 0; i < int(all_.size()); ++i) {
        const AnswerPair &each = all_[std::size_t(i)];
        if (!bucket_.isEmpty() && toQt(each.bucket) != bucket_) continue;
        if (!passes(each, filter_)) continue;
        if (!search_.isEmpty() && !toQt(each.prompt).contains(search_, Qt::CaseInsensitive) &&
            !toQt(each.id).contains(search_, Qt::CaseInsensitive))
            continue;
        shown_.append(i);
    }
    endResetModel();
}

const AnswerPair *QuestionsModel::at(int row) const {
    return row >= 0 && row < shown_.size() ? &all_[std::size_t(shown_[row])] : nullptr;
}

int QuestionsModel::count(QuestionFilter filter) const {
    return int(std::count_if(all_.begin(), all_.end(), [&](const AnswerPair &each) {
        return (bucket_.isEmpty() || toQt(each.bucket) == bucket_) && passes(each, filter);
    }));
}

int QuestionsModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(shown_.size());
}

namespace {
QString verdictWord(const GradedAnswer &answer) {
    if (!answer.isScorable()) return QuestionsModel::tr("unscorable");
    if (!endedItself(answer.answer.finishReason)) return QuestionsModel::tr("cut");
    return answer.isRight() ? QuestionsModel::tr("right") : QuestionsModel::tr("wrong");
}

/// Nothing where nobody can tell.
QVariant rightOf(const GradedAnswer &answer) {
    return answer.correct ? QVariant(*answer.correct) : QVariant();
}
} // namespace

QVariant QuestionsModel::data(const QModelIndex &index, int role) const {
    const AnswerPair *question = at(index.row());
    if (!question) return {};
    switch (role) {
    case Qt::DisplayRole:
        return toQt(question->prompt).simplified().left(200);
    case Qt::AccessibleTextRole:
        return tr("%1, A %2, B %3").arg(toQt(question->id), verdictWord(question->a), verdictWord(question->b));
    case ARightRole:
        return rightOf(question->a);
    case BRightRole:
        return rightOf(question->b);
    case BucketRole:
        return toQt(question->bucket);
    case IdRole:
        return toQt(question->id);
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
    revised_.clear();
    detectable_.clear();
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
    const QString a = kept ? armA_ : names.value(0),
                  b = kept ? armB_ : names.value(std::max<qsizetype>(names.size() - 1, 0));
    armA_ = a;
    armB_ = b;
    table_.setChosen(a, b);
    Q_EMIT changed();
    if (!a.isEmpty()) Q_EMIT answersRequested(a, b);
}

void CompareViewModel::chooseArms(const QString &a, const QString &b) {
    if (a == armA_ && b == armB_) return;
    chosen_ = true;
    armA_ = a;
    armB_ = b;
    table_.setChosen(a, b);
    Q_EMIT changed();
    Q_EMIT answersRequested(a, b);
}

void CompareViewModel::setAnswers(const SideBySide &answers) {
    if (answers.armA != armA_ || answers.armB != armB_) return; // late: somebody has chosen others since
    questions_.setQuestions(answers.problems);
    Q_EMIT answersChanged();
}

void CompareViewModel::setDetails(const CompareDetails &details) {
    details_ = details;
    whatIf_ = {};
    detailsAwaited_ = false;
    Q_EMIT detailsChanged();
}

void CompareViewModel::wantDetails() {
    if (isEmpty() || !std::exchange(detailsAreOld_, false)) return;
    detailsAwaited_ = true;
    Q_EMIT detailsChanged();
    Q_EMIT detailsRequested();
}

void CompareViewModel::askWhatIf(const QString &arm, const QString &bucket, const WhatIf &asked, bool verifier) {
    ++asked_;
    Q_EMIT whatIfExpected(asked_);
    Q_EMIT whatIfRequested({.ticket = asked_,
                            .samples = details_.samples,
                            .arm = arm.toStdString(),
                            .bucket = bucket.toStdString(),
                            .asked = asked,
                            .verifier = verifier});
}

void CompareViewModel::setWhatIf(const WhatIfCurves &curves) {
    if (curves.ticket != asked_) return;
    whatIf_ = curves;
    Q_EMIT whatIfChanged();
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

/// Every pair of the table is a look, whichever of them is on show.
QString CompareViewModel::sentence(const PairValues &pair) const {
    const QString verdict = pair.pHolm >= kShown      ? tr("no difference shown")
                            : pair.aOnly > pair.bOnly ? tr("A is right more often")
                                                      : tr("B is right more often");
    return tr("%1: %2 (%3, corrected for %4 looks %5; only A right on %6, only B on %7)")
        .arg(pair.bucket, verdict, pText(pair.p), QString::number(table_.comparison().pairs.size()), pText(pair.pHolm),
             QString::number(pair.aOnly), QString::number(pair.bOnly));
}

namespace {

QString claimText(const ClaimValues &claim, qsizetype looks) {
    const auto points = QString::asprintf("%+.1f", 100 * claim.difference);
    const auto whole = [](double tokens) { return QString::number(tokens, 'f', 0); };
    QString text = CompareViewModel::tr("%1: %2 (%3 tokens) against the strongest control, %4 (%5 tokens): %6 points, "
                                        "%7, corrected for %8 looks %9")
                       .arg(claim.bucket, claim.arm, whole(claim.armTokens), claim.control, whole(claim.controlTokens),
                            points, pText(claim.p), QString::number(looks), pText(claim.pHolm));
    if (!claim.gains)
        text += claim.difference < 0 && claim.pHolm < kShown ? CompareViewModel::tr(": worse")
                                                             : CompareViewModel::tr(": no gain shown");
    if (claim.chosenAmong > 1)
        text += CompareViewModel::tr("; the best of %1, chosen after the fact").arg(claim.chosenAmong);
    return text;
}

} // namespace

QStringList CompareViewModel::claims() const {
    const ComparisonValues &comparison = table_.comparison();
    QStringList out;
    for (const QString &bucket : comparison.buckets) {
        const ClaimValues *best = nullptr; // all are against one control
        for (const ClaimValues &claim : comparison.claims)
            if (claim.bucket == bucket && (!best || claim.difference > best->difference)) best = &claim;
        if (best) out.append(claimText(*best, comparison.pairs.size()));
    }
    for (const RevisedArm &each : revised_)
        out.append(
            tr("%1: %2 made %3 wrong drafts right and %4 right ones wrong, from each draft to the next; the first "
               "drafts alone: %5 of %6 right.")
                .arg(each.bucket, each.arm, QString::number(each.made.wrongToRight),
                     QString::number(each.made.rightToWrong), QString::number(each.made.firstRight),
                     QString::number(each.made.problems)));
    for (const SeenValues &seen : comparison.seen)
        out.append(
            tr("Warning: %1 of %2 problems of “%3” are in what was learnt by %4 (the same up to names and order).")
                .arg(QString::number(seen.seen), QString::number(seen.of), seen.bucket, seen.learnt));
    for (const QString &model : comparison.unrecorded)
        out.append(
            tr("What the model “%1” learnt before is not recorded: whether it has seen these problems, nobody can say.")
                .arg(model));
    return out;
}

void CompareViewModel::setDetectable(const QVector<DetectableValues> &found) {
    detectable_ = found;
    Q_EMIT changed();
}

QStringList CompareViewModel::expectations() const {
    QStringList out;
    for (const DetectableValues &each : detectable_)
        out.append(
            each.difference
                ? tr("%1 (%2 problems): a difference of %3 points or more is likely shown (chance 80 %, "
                     "corrected for %n pairs, where two arms disagree on 30 % of the problems)",
                     nullptr, int(each.looks))
                      .arg(each.bucket, QString::number(each.problems), QString::number(100 * *each.difference, 'f', 1))
                : tr("%1 (%2 problems): too few to tell two arms apart, corrected for %n pairs, where they "
                     "disagree on 30 % of the problems",
                     nullptr, int(each.looks))
                      .arg(each.bucket, QString::number(each.problems)));
    return out;
}

QString CompareViewModel::trainingCosts() const {
    QStringList lines;
    for (const TrainingCostValues &training : table_.comparison().trainings) {
        lines.append(tr("%1 (%2): %3 tokens trained, %4 sampled, %5")
                         .arg(training.name, training.algorithm, QString::number(training.tokensTrained),
                              QString::number(training.tokensSampled), durationText(training.seconds)));
        for (const ChangeValues &change : training.changes) lines.append(changeText(training.name, change));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace lapidary
