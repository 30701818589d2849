// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/playground_view_model.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/visible_text.h"
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <functional>
#include <iterator>

namespace lapidary {

namespace {

QStringList adaptersOf(const QString &reference) {
    QStringList out;
    for (const QJsonValue &each :
         QJsonDocument::fromJson(reference.toUtf8()).object().value(QStringLiteral("adapters")).toArray())
        out.append(
            QFileInfo(each.isString() ? each.toString() : each.toObject().value(QStringLiteral("path")).toString())
                .fileName());
    return out;
}

QString textOf(const std::vector<TextToken> &tokens) {
    std::string out;
    for (const TextToken &token : tokens) out += token.text;
    return toQt(out);
}

/// The model with its weights held as they are wanted. A server holds its own as it likes.
QString heldIn(const QString &numbers, const QString &reference) {
    QJsonObject out = QJsonDocument::fromJson(reference.toUtf8()).object();
    if (out.contains(QStringLiteral("remote"))) return reference;
    out.insert(QStringLiteral("dtype"), numbers);
    return QString::fromUtf8(QJsonDocument(out).toJson(QJsonDocument::Compact));
}

bool isForced(const TextToken &token) {
    return token.forced;
}

} // namespace

void PlaygroundViewModel::clear() {
    if (asking()) stop();
    talk_ = {};
    model_ = {};
    facts_ = {};
    template_ = {};
    running_.reset();
    scoring_.clear();
    notice_.clear();
    wantsText_ = false;
    turn_ = token_ = -1;
    alternatives_ = {};
    Q_EMIT pathChanged();
    Q_EMIT stateChanged();
    Q_EMIT lookChanged();
}

void PlaygroundViewModel::setModel(const ModelValues *model) {
    const ModelValues now = model ? *model : ModelValues{};
    if (now == model_) return;
    const bool otherTexts = now.tokenizer != model_.tokenizer;
    model_ = now;
    if (otherTexts) {
        template_ = {};
        if (!model_.tokenizer.isEmpty()) Q_EMIT templateRequested(model_.tokenizer);
    }
    Q_EMIT stateChanged();
}

void PlaygroundViewModel::setFacts(const ModelFacts &facts) {
    facts_ = facts;
    for (int turn = 0; turn < talk_.size(); ++turn) {
        ChatProvenance &from = talk_.at(turn).from;
        if (from.modelId != facts.id || !from.weights.isEmpty() || facts.weights.isEmpty()) continue;
        from.weights = facts.weights;
        Q_EMIT turnChanged(turn);
    }
}

void PlaygroundViewModel::setTemplate(const TemplateFacts &facts) {
    if (facts.tokenizer != model_.tokenizer) return;
    template_ = facts;
    Q_EMIT stateChanged();
}

QString PlaygroundViewModel::whyNot() const {
    if (!hasModel()) return tr("Choose a model.");
    if (!model_.present)
        return isRemote() || model_.kind == ModelValues::Remote ? tr("This remote model is not set up on this machine.")
                                                                : tr("This model is not there yet.");
    if (isRemote())
        return model_.allowed ? QString()
                              : tr("Nobody has allowed texts to leave this machine for this server. “Change…” above is "
                                   "the place to do so.");
    if (model_.tokenizer.isEmpty()) return tr("This model has no tokenizer, so that text cannot be read.");
    return template_.tokenizer == model_.tokenizer ? QString() : tr("Looking for the model's chat template …");
}

void PlaygroundViewModel::setChats(bool on) {
    wantsText_ = !on;
    Q_EMIT stateChanged();
}

void PlaygroundViewModel::setSampler(const ChatSampler &sampler) {
    if (sampler == sampler_) return;
    sampler_ = sampler;
    Q_EMIT stateChanged();
}

void PlaygroundViewModel::say(const QString &notice) {
    notice_ = notice;
    Q_EMIT stateChanged();
}

template <class F> void PlaygroundViewModel::reshape(const QString &what, F &&change) {
    const ChatConversation::Shape before = talk_.shape();
    change();
    if (talk_.shape() == before) return;
    Q_EMIT reshaped(what, before, talk_.shape());
    restore(talk_.shape());
}

void PlaygroundViewModel::restore(const ChatConversation::Shape &shape) {
    talk_.setShape(shape);
    notice_.clear();
    if (running_ && !talk_.isThere(running_->turn)) stop();
    if (turn_ >= 0 && !talk_.path().contains(turn_)) {
        turn_ = token_ = -1;
        alternatives_ = {};
        Q_EMIT lookChanged();
    }
    Q_EMIT pathChanged();
    Q_EMIT stateChanged();
}

ChatProvenance PlaygroundViewModel::provenance() const {
    return {.modelId = model_.id,
            .model = model_.name,
            .reference = heldIn(sampler_.numbers, model_.reference),
            .tokenizer = model_.tokenizer,
            .weights = facts_.id == model_.id ? facts_.weights : QString(),
            .adapters = adaptersOf(model_.reference),
            .sampler = sampler_,
            .chat = chats()};
}

PromptRequest PlaygroundViewModel::requestOf(const ChatTurn &turn) const {
    const ChatProvenance &from = turn.from;
    return {.reference = from.reference,
            .tokenizer = from.tokenizer,
            .maxNewTokens = from.sampler.maxNewTokens,
            .temperature = from.sampler.temperature,
            .topP = from.sampler.topP,
            .seed = from.sampler.seed,
            .keepStopped = true};
}

void PlaygroundViewModel::toBegin(PromptRequest &request, const ChatTurn &turn) const {
    if (turn.from.chat)
        request.messages = talk_.messages(turn.parent);
    else
        request.prompt = talk_.text(turn.parent);
}

/// Lets the model write one turn, which is there already.
void PlaygroundViewModel::answer(int turn, const ChatProvenance &from, const QString &begun) {
    ChatTurn &made = talk_.at(turn);
    made.from = from;
    made.chat = from.chat;
    PromptRequest request = requestOf(made);
    toBegin(request, made);
    request.begun = begun;
    send(turn, request);
}

void PlaygroundViewModel::send(int turn, PromptRequest request, bool check) {
    request.ticket = ++ticket_;
    running_ = Running{turn, request.ticket, check};
    speed_ = 0;
    loading_ = false;
    Q_EMIT turnChanged(turn);
    Q_EMIT stateChanged();
    Q_EMIT answerRequested(request);
}

void PlaygroundViewModel::ask(const QString &text) {
    if (!canAsk() || text.isEmpty()) return;
    const int end = talk_.end();
    const bool unanswered = end >= 0 && talk_.at(end).role == ChatTurn::User;
    int turn = -1;
    reshape(tr("question"), [&] {
        const int question = talk_.add(unanswered ? talk_.at(end).parent : end, ChatTurn::User, text);
        talk_.at(question).chat = chats();
        turn = talk_.add(question, ChatTurn::Assistant, {});
    });
    answer(turn, provenance());
}

void PlaygroundViewModel::edit(int turn, const QString &text) {
    const ChatTurn old = talk_.at(turn);
    if (!canAsk() || text == old.text || old.role == ChatTurn::Assistant) return;
    if (old.role == ChatTurn::System) return setSystem(text);
    int made = -1;
    reshape(tr("edit of a question"), [&] {
        const int question = talk_.add(old.parent, ChatTurn::User, text);
        talk_.at(question).chat = chats();
        made = talk_.add(question, ChatTurn::Assistant, {});
    });
    answer(made, provenance());
}

/// Under another system prompt the first question is asked again, in a branch of its own; the other one stays.
void PlaygroundViewModel::setSystem(const QString &text) {
    const QVector<int> path = talk_.path();
    const bool has = !path.isEmpty() && talk_.at(path.first()).role == ChatTurn::System;
    if (has ? text == talk_.at(path.first()).text : text.isEmpty()) return;
    const int first = path.value(has ? 1 : 0, -1);
    if (first >= 0 && !canAsk()) return;
    int made = -1;
    reshape(tr("system prompt"), [&] {
        if (first < 0 && has) talk_.remove(path.first());
        const int system = text.isEmpty() ? -1 : talk_.add(-1, ChatTurn::System, text);
        if (first < 0) return;
        const int question = talk_.add(system, ChatTurn::User, talk_.at(first).text);
        talk_.at(question).chat = chats();
        made = talk_.add(question, ChatTurn::Assistant, {});
    });
    if (made >= 0) answer(made, provenance());
}

void PlaygroundViewModel::goOn(int turn, const QString &text) {
    if (!canAsk() || talk_.at(turn).role != ChatTurn::Assistant) return;
    int made = -1;
    reshape(tr("edit of an answer"), [&] { made = talk_.add(talk_.at(turn).parent, ChatTurn::Assistant, {}); });
    answer(made, provenance(), text);
}

void PlaygroundViewModel::keepEdited(int turn, const QString &text) {
    const ChatTurn old = talk_.at(turn);
    if (old.role != ChatTurn::Assistant || text == old.text) return;
    reshape(tr("edit of an answer"), [&] {
        ChatTurn &made = talk_.at(talk_.add(old.parent, ChatTurn::Assistant, text));
        made.chat = old.chat;
        made.from.byHand = true;
    });
}

quint64 PlaygroundViewModel::freshSeed(const QVector<int> &beside) const {
    quint64 seed = sampler_.seed;
    const auto taken = [&] {
        return std::any_of(beside.begin(), beside.end(), [&](int turn) {
            return talk_.at(turn).from.sampler.seed == seed && !talk_.at(turn).from.byHand;
        });
    };
    while (taken()) ++seed;
    return seed;
}

void PlaygroundViewModel::regenerate(int turn) {
    if (!canAsk() || talk_.at(turn).role == ChatTurn::System) return;
    const bool answered = talk_.at(turn).role == ChatTurn::Assistant;
    const int question = answered ? talk_.at(turn).parent : turn;
    ChatProvenance from = provenance();
    const QVector<int> beside = answered ? talk_.siblings(turn) : QVector<int>();
    const auto same = [&](int each) {
        const ChatTurn &other = talk_.at(each);
        const auto &tokens = other.answer.tokens;
        const bool whole = other.answer.made() && areScored(tokens) && other.answer.finishReason != "cancelled" &&
                           !(!tokens.empty() && tokens.front().forced);
        return whole && other.from.reference == from.reference && other.from.chat == from.chat &&
               other.from.sampler.temperature == 0 && other.from.sampler.maxNewTokens == from.sampler.maxNewTokens;
    };
    if (from.sampler.temperature == 0 && std::any_of(beside.begin(), beside.end(), same))
        return say(tr("At temperature 0 the same answer would come again. Raise the temperature for another one."));
    from.sampler.seed = freshSeed(beside);
    int made = -1;
    reshape(tr("another answer"), [&] { made = talk_.add(question, ChatTurn::Assistant, {}); });
    answer(made, from);
}

void PlaygroundViewModel::step(int turn, int by) {
    const QVector<int> row = talk_.siblings(turn);
    const auto to = row.indexOf(turn) + by;
    if (to >= 0 && to < row.size()) reshape(tr("switch to another branch"), [&] { talk_.show(row[to]); });
}

void PlaygroundViewModel::remove(int turn) {
    reshape(tr("deletion of a branch"), [&] { talk_.remove(turn); });
}

void PlaygroundViewModel::mark(int turn) {
    reshape(talk_.isMarked(turn) ? tr("removal of a bookmark") : tr("bookmark"),
            [&] { talk_.mark(turn, !talk_.isMarked(turn)); });
}

void PlaygroundViewModel::newChat() {
    reshape(tr("new chat"), [&] { talk_.clear(); });
}

void PlaygroundViewModel::setLoading(qint64 ticket, bool on) {
    if (!running_ || ticket != running_->ticket) return;
    loading_ = on;
    Q_EMIT turnChanged(running_->turn);
}

void PlaygroundViewModel::grow(const AnswerGrowth &growth) {
    if (!running_ || growth.ticket != running_->ticket || running_->check) return;
    ChatTurn &turn = talk_.at(running_->turn);
    auto &tokens = turn.answer.tokens;
    tokens.insert(tokens.end(), growth.tokens.begin(), growth.tokens.end());
    turn.text += textOf(growth.tokens);
    loading_ = false;
    const auto made = std::count_if(tokens.begin(), tokens.end(), std::not_fn(isForced));
    if (growth.first > 0 && growth.seconds > growth.first) speed_ = double(made - 1) / (growth.seconds - growth.first);
    Q_EMIT turnChanged(turn.id);
}

void PlaygroundViewModel::take(ChatTurn &turn, const Answer &answer) {
    const std::string hash = turn.answer.from.templateHash; // a branch of tokens has not met the template again
    turn.answer = answer;
    if (answer.from.templateHash.empty()) turn.answer.from.templateHash = hash;
    turn.text = toQt(answer.text);
    Q_EMIT turnChanged(turn.id);
}

void PlaygroundViewModel::setWritten(qint64 ticket, const Answer &answer) {
    if (!running_ || ticket != running_->ticket) return;
    const Running done = *running_;
    running_.reset();
    notice_.clear();
    if (done.check)
        compare(talk_.at(done.turn), answer);
    else {
        scoring_.append(done);
        take(talk_.at(done.turn), answer);
    }
    Q_EMIT stateChanged();
}

void PlaygroundViewModel::setAnswer(qint64 ticket, const Answer &answer) {
    setWritten(ticket, answer);
    const auto it =
        std::find_if(scoring_.begin(), scoring_.end(), [&](const Running &each) { return each.ticket == ticket; });
    if (it == scoring_.end()) return;
    ChatTurn &turn = talk_.at(it->turn);
    scoring_.erase(it);
    take(turn, answer);
    if (turn.id == turn_) Q_EMIT lookChanged();
}

void PlaygroundViewModel::setFailed(qint64 ticket, const QString &why) {
    const auto it =
        std::find_if(scoring_.begin(), scoring_.end(), [&](const Running &each) { return each.ticket == ticket; });
    if (it != scoring_.end()) {
        ChatTurn &turn = talk_.at(it->turn);
        turn.problem = why;
        scoring_.erase(it);
        Q_EMIT turnChanged(turn.id);
    } else if (running_ && running_->ticket == ticket) {
        ChatTurn &turn = talk_.at(running_->turn);
        if (running_->check)
            turn.check = {.state = why.isEmpty() ? ChatTurn::Check::None : ChatTurn::Check::Failed, .why = why};
        else
            turn.problem = why;
        running_.reset();
        Q_EMIT turnChanged(turn.id);
        Q_EMIT stateChanged();
    } else if (ticket == lookTicket_) {
        alternativesProblem_ = why;
        Q_EMIT lookChanged();
    }
}

void PlaygroundViewModel::setNotice(qint64 ticket, const QString &text) {
    if (running_ && running_->ticket == ticket) say(text);
}

QVector<int> PlaygroundViewModel::idsBefore(const ChatTurn &turn, int token) {
    const auto &prompt = turn.answer.from.promptIds;
    QVector<int> ids(prompt.begin(), prompt.end());
    for (int i = 0; i < token; ++i) ids.append(turn.answer.tokens[std::size_t(i)].id);
    return ids;
}

void PlaygroundViewModel::chooseToken(int turn, int token) {
    if (!talk_.isThere(turn) || token >= int(talk_.at(turn).answer.tokens.size()) || writing() == turn) return;
    turn_ = turn;
    token_ = std::max(token, -1);
    alternatives_ = {};
    alternativesProblem_.clear();
    Q_EMIT lookChanged();
    if (token < 0) return;
    if (const Answer &answer = talk_.at(turn).answer; answer.from.isRemote()) {
        alternatives_ = {.token = token_, .tokens = answer.tokens[std::size_t(token_)].alternatives};
        if (alternatives_.tokens.empty()) alternativesProblem_ = tr("The server gave no alternatives for this token.");
        return Q_EMIT lookChanged();
    }
    PromptRequest request = requestOf(talk_.at(turn));
    request.ids = idsBefore(talk_.at(turn), token);
    request.ticket = lookTicket_ = ++ticket_;
    Q_EMIT alternativesRequested(request, token);
}

void PlaygroundViewModel::setAlternatives(const Alternatives &alternatives) {
    if (alternatives.ticket != lookTicket_ || alternatives.token != token_) return;
    alternatives_ = alternatives;
    Q_EMIT lookChanged();
}

void PlaygroundViewModel::branch(int tokenId) {
    if (token_ < 0 || tokenId < 0 || asking() || !talk_.isThere(turn_)) return;
    const ChatTurn old = talk_.at(turn_);
    const int token = token_;
    int made = -1;
    reshape(tr("branch at a token"), [&] { made = talk_.add(old.parent, ChatTurn::Assistant, {}); });
    ChatTurn &turn = talk_.at(made);
    turn.from = old.from;
    turn.chat = old.chat;
    turn.answer.from.templateHash = old.answer.from.templateHash;
    PromptRequest request = requestOf(turn);
    request.ids = idsBefore(old, token) + QVector<int>{tokenId};
    request.promptTokens = int(old.answer.from.promptIds.size());
    send(made, request);
}

void PlaygroundViewModel::reproduce(int turn) {
    ChatTurn &asked = talk_.at(turn);
    const auto &tokens = asked.answer.tokens;
    const auto forced = std::count_if(tokens.begin(), tokens.end(), isForced), all = std::ssize(tokens);
    if (asking() || asked.role != ChatTurn::Assistant || !asked.answer.made() || all == forced) return;
    PromptRequest request = requestOf(asked);
    if (asked.answer.from.isRemote())
        toBegin(request, asked);
    else {
        request.ids = idsBefore(asked, int(forced));
        request.promptTokens = int(asked.answer.from.promptIds.size());
    }
    request.keepStopped = false;
    if (asked.answer.finishReason == "cancelled")
        request.maxNewTokens = int(all - forced); // no further than it had come
    asked.check = {.state = ChatTurn::Check::Running};
    send(turn, request, true);
}

void PlaygroundViewModel::compare(ChatTurn &turn, const Answer &again) {
    const auto &was = turn.answer.tokens, &now = again.tokens;
    const auto [a, b] =
        std::mismatch(was.begin(), was.end(), now.begin(), now.end(),
                      [](const TextToken &x, const TextToken &y) { return x.id == y.id && x.text == y.text; });
    turn.check = {};
    turn.check.state = a == was.end() && b == now.end() ? ChatTurn::Check::Identical : ChatTurn::Check::Differs;
    turn.check.token = int(a - was.begin());
    if (a != was.end()) turn.check.was = visibleText(toQt(a->text));
    if (b != now.end()) turn.check.now = visibleText(toQt(b->text));
    Q_EMIT turnChanged(turn.id);
}

} // namespace lapidary
