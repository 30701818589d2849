// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/answer/answer.h"
#include <QObject>
#include <QStringList>
#include <QVector>

namespace lapidary {

struct ArenaVote {
    QString prompt{}, left{}, leftArm{}, right{}, rightArm{}, verdict{};
};

/// One question to two to four arms at once. Every request has a number, so that a late answer is not taken for a new
/// one.
class ArenaViewModel : public QObject {
    Q_OBJECT
public:
    enum class State { Empty, Waiting, Writing, Done, Failed };
    struct Column {
        QString arm{}, note{}; ///< note: progress, or why it failed
        State state = State::Empty;
        Answer answer{}; ///< one that was cut can be read, and makes no pair
        QString check{}; ///< what asking once more has shown
    };
    static constexpr int kLeast = 2, kMost = 4;
    explicit ArenaViewModel(QObject *parent = nullptr);

    /// Keeps what is still there of the choice; the first arms fill up.
    void setArms(const QStringList &arms);
    const QStringList &arms() const { return arms_; }
    int count() const { return int(columns_.size()); }
    void setCount(int count);
    const Column &column(int index) const { return columns_[index]; }
    void setArm(int index, const QString &arm);

    /// Blind: the columns are dealt anew with each question, and names come with the vote.
    void setBlind(bool blind);
    bool isBlind() const { return blind_; }
    bool namesAreHidden() const { return blind_ && !voted_; }
    void ask(const QString &prompt, quint32 deal);
    bool isBusy() const;
    void stop();          ///< the columns that still write keep what they have; what comes late is not theirs
    bool mayVote() const; ///< all have answered blind and nobody has voted
    void vote(int best);  ///< a column, or -1: a tie
    /// Asks the same of a column once more and compares token by token.
    void reproduce(int index);
    QString prompt() const { return prompt_; }

    // The worker's side; `ticket` is that of the request.
    void grew(quint64 ticket, const QString &text, const QString &note);
    void done(quint64 ticket, const Answer &answer);
    void failed(quint64 ticket, const QString &why);
    void voteKept(); ///< it is on disk
    bool isVoteKept() const { return voted_ && kept_; }

Q_SIGNALS:
    void columnsChanged(); ///< how many, which arms, names hidden or told
    void columnChanged(int index);
    void stopRequested();
    void asked(int place, quint64 ticket, const QString &arm,
               const QString &prompt); ///< place: of the worker, not of the column
    /// A blind vote as judgements of pairs, each with both answers as they stood; verdict: left, right or tie.
    void judged(const lapidary::ArenaVote &vote);

private:
    int columnOf(quint64 ticket) const;
    QVector<Column> columns_;
    QVector<quint64> tickets_, checks_;
    QStringList arms_;
    QString prompt_;
    bool blind_ = false, voted_ = false, kept_ = false;
    quint64 next_ = 1;
};

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::ArenaVote)
