// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/arena_view_model.h"
#include "widgets/models/qt_text.h"
#include <algorithm>
#include <random>

namespace lapidary {

namespace {

/// Of this machine's vocabulary: a remote model's tokens have none.
std::vector<std::int32_t> idsOf(const Answer &answer) {
    std::vector<std::int32_t> ids;
    for (const TextToken &token : answer.tokens)
        if (token.id >= 0) ids.push_back(token.id);
    return ids;
}

} // namespace

ArenaViewModel::ArenaViewModel(QObject *parent)
    : QObject(parent), columns_(kLeast), tickets_(kLeast), checks_(kLeast) {}

void ArenaViewModel::setArms(const QStringList &arms) {
    if (arms == arms_) return;
    arms_ = arms;
    for (int i = 0; i < columns_.size(); ++i)
        if (!arms_.contains(columns_[i].arm))
            tickets_[i] = checks_[i] = 0,
            columns_[i] = {.arm = arms_.value(i == 0 ? 0 : std::max(0, int(arms_.size()) - i))};
    // Where there were not enough arms for all columns, the ones that come later fill those that have answered nothing.
    for (int i = 1; i < columns_.size(); ++i) {
        const auto shown = [&](const QString &arm, int before) {
            return std::any_of(columns_.begin(), columns_.begin() + before,
                               [&](const Column &each) { return each.arm == arm; });
        };
        if (columns_[i].state != State::Empty || !shown(columns_[i].arm, i)) continue;
        for (auto arm = arms_.crbegin(); arm != arms_.crend(); ++arm)
            if (!shown(*arm, int(columns_.size()))) {
                columns_[i].arm = *arm;
                break;
            }
    }
    Q_EMIT columnsChanged();
}

void ArenaViewModel::setCount(int count) {
    count = std::clamp(count, kLeast, kMost);
    const int before = int(columns_.size());
    columns_.resize(count);
    tickets_.resize(count);
    checks_.resize(count);
    for (int i = before; i < count; ++i) columns_[i] = {.arm = arms_.value(std::min(i, int(arms_.size()) - 1))};
    Q_EMIT columnsChanged();
}

void ArenaViewModel::setArm(int index, const QString &arm) {
    columns_[index] = {.arm = arm};
    tickets_[index] = checks_[index] = 0;
    Q_EMIT columnChanged(index);
}

void ArenaViewModel::setBlind(bool blind) {
    blind_ = blind;
    voted_ = false;
    Q_EMIT columnsChanged();
}

void ArenaViewModel::ask(const QString &prompt, quint32 deal) {
    prompt_ = prompt;
    voted_ = kept_ = false;
    if (blind_) {
        std::mt19937 cards(deal);
        std::shuffle(columns_.begin(), columns_.end(), cards);
    }
    for (int i = 0; i < columns_.size(); ++i) {
        columns_[i] = {.arm = columns_[i].arm, .state = columns_[i].arm.isEmpty() ? State::Empty : State::Waiting};
        tickets_[i] = next_++;
        checks_[i] = 0;
    }
    Q_EMIT columnsChanged();
    for (int i = 0; i < columns_.size(); ++i)
        if (columns_[i].state == State::Waiting) Q_EMIT asked(i, tickets_[i], columns_[i].arm, prompt_);
}

void ArenaViewModel::reproduce(int index) {
    if (columns_[index].state != State::Done || checks_[index] != 0) return;
    checks_[index] = next_++;
    columns_[index].check = tr("asking once more …");
    Q_EMIT columnChanged(index);
    Q_EMIT asked(index, checks_[index], columns_[index].arm, prompt_);
}

void ArenaViewModel::stop() {
    Q_EMIT stopRequested();
    for (int i = 0; i < columns_.size(); ++i) {
        if (columns_[i].state != State::Waiting && columns_[i].state != State::Writing) continue;
        columns_[i].state = State::Failed;
        columns_[i].note = tr("stopped");
        tickets_[i] = 0;
        Q_EMIT columnChanged(i);
    }
}

bool ArenaViewModel::isBusy() const {
    return std::any_of(columns_.begin(), columns_.end(),
                       [](const Column &c) { return c.state == State::Waiting || c.state == State::Writing; });
}

bool ArenaViewModel::mayVote() const {
    return blind_ && !voted_ &&
           std::all_of(columns_.begin(), columns_.end(), [](const Column &c) { return c.state == State::Done; });
}

void ArenaViewModel::vote(int best) {
    if (!mayVote() || best >= columns_.size()) return;
    voted_ = true;
    const int winner = std::max(0, best);
    for (int i = 0; i < columns_.size(); ++i) {
        const Column &left = columns_[std::min(i, winner)], &right = columns_[std::max(i, winner)];
        if (i == winner || left.answer.text == right.answer.text) continue; // the same answer twice says nothing
        if (!left.answer.fault().empty() || !right.answer.fault().empty())
            continue; // nobody knows what it would have said
        Q_EMIT judged({prompt_, toQt(left.answer.text), left.arm, toQt(right.answer.text), right.arm,
                       QLatin1String(best < 0     ? "tie"
                                     : winner < i ? "left"
                                                  : "right")});
    }
    Q_EMIT columnsChanged();
}

int ArenaViewModel::columnOf(quint64 ticket) const {
    return ticket == 0 ? -1 : int(tickets_.indexOf(ticket));
}

void ArenaViewModel::grew(quint64 ticket, const QString &text, const QString &note) {
    const int index = columnOf(ticket);
    if (index < 0) return;
    Column &column = columns_[index];
    column.state = State::Writing;
    if (!text.isNull()) column.answer.text = fromQt(text);
    column.note = note;
    Q_EMIT columnChanged(index);
}

void ArenaViewModel::done(quint64 ticket, const Answer &answer) {
    if (const int index = columnOf(ticket); index >= 0) {
        columns_[index].state = State::Done;
        columns_[index].answer = answer;
        columns_[index].note.clear();
        Q_EMIT columnChanged(index);
        if (mayVote()) Q_EMIT columnsChanged();
        return;
    }
    const int index = ticket == 0 ? -1 : int(checks_.indexOf(ticket));
    if (index < 0) return;
    Column &column = columns_[index];
    checks_[index] = 0;
    const auto before = idsOf(column.answer), now = idsOf(answer);
    const auto differs = std::mismatch(before.begin(), before.end(), now.begin(), now.end()).first - before.begin();
    if (before.empty() && now.empty())
        column.check = column.answer.text == answer.text ? tr("the same text")
                                                         : tr("another text"); // a remote model's tokens are not known
    else
        column.check = before == now ? tr("identical, all %n tokens", nullptr, int(now.size()))
                                     : tr("differs from token %1 on").arg(differs + 1);
    Q_EMIT columnChanged(index);
}

void ArenaViewModel::failed(quint64 ticket, const QString &why) {
    int index = columnOf(ticket);
    if (index >= 0)
        columns_[index].state = State::Failed;
    else if (ticket != 0)
        index = int(checks_.indexOf(ticket));
    if (index < 0) return;
    if (checks_[index] == ticket) {
        checks_[index] = 0;
        columns_[index].check = why;
    } else
        columns_[index].note = why;
    Q_EMIT columnChanged(index);
}

void ArenaViewModel::voteKept() {
    kept_ = true;
    Q_EMIT columnsChanged();
}

} // namespace lapidary
