// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/labels.h"
#include <chrono>

namespace lapidary {

/// How an item's answers stand on the screen: drawn once from the stream of queue seed and item, whoever looks. An item
/// that is asked again has them the other way round, so that who prefers a side contradicts himself.
std::string drawnOrder(std::uint64_t seed, const LabelItem &item);

/// One person at a queue: which item is shown, what the keys do, and the events that this makes. Each action changes
/// the state at once; the events wait in take() for the one who writes them down.
class LabelDesk {
public:
    struct Session {
        std::string queue{}, annotator{};
        std::uint64_t seed = 0;
        bool readOnly = false; ///< look, but say nothing
    };
    LabelDesk() = default;
    LabelDesk(LabelState state, Session session);

    const LabelState &state() const { return state_; }
    const Session &session() const { return session_; }
    const LabelItem *item() const; ///< that is shown; none where none passes the filter
    const LabelMark *mark() const;
    std::optional<std::size_t> index() const { return current_; }
    const std::string &order() const { return order_; } ///< of the shown item's answers

    void setFilter(const LabelFilter &filter); ///< the shown item stays where it passes
    const LabelFilter &filter() const { return filter_; }
    bool show(std::size_t index);
    bool move(int by); ///< 1 or -1: to a neighbour in the list

    /// What one of the kind's actions says. Where that makes a verdict it is given, and the next open item of the list
    /// comes; else it is a draft. False where it means nothing here.
    bool act(const std::string &action, bool emphatic = false);
    /// Notes that the person sees what a judge says of the shown item: a verdict behind it is not unaided.
    void seeSuggestion();
    /// Gives the verdict that a judge suggests: it is the person's from then on, and says whose it was.
    bool accept(const std::string &verdict, const std::string &judge);
    bool reject(const std::string &judge);
    /// How much is to be learnt from each item: of the open ones the most comes next. None: the queue's order.
    void setGains(std::vector<std::optional<double>> gains) { gains_ = std::move(gains); }
    bool begin(const std::string &verdict); ///< a draft as a whole, as it is after something was dragged
    std::size_t at() const { return at_; }  ///< which cell of the item the next action is about
    void aim(std::size_t cell);             ///< the last one where there are not as many
    void skip();                            ///< goes on too; what has a verdict keeps it
    bool undo();                            ///< and shows the item that it was about
    bool redo();
    void flag();
    void comment(const std::string &text);
    void ideal(const std::string &text);
    void add(LabelItem item); ///< comes next
    /// Whose answers these are stands beside them from now on, for good.
    void unblind();
    bool showsNames() const; ///< of the shown item: it is judged, or its names were seen before

    /// Events since the last call, oldest first.
    std::vector<LabelEvent> take();

private:
    LabelEvent event(const char *kind) const;
    LabelTask task() const { return {*item(), order_, state_.setup().criteria}; }
    bool may() const { return current_ && !session_.readOnly; }
    void seeNames();
    void say(LabelEvent event);
    void give(LabelEvent event);
    double gainOf(std::size_t index) const;
    bool listed(std::size_t index) const;
    void advance();
    void look(std::optional<std::size_t> index);
    std::int64_t elapsed() const;

    LabelState state_{};
    Session session_{};
    LabelFilter filter_{};
    std::optional<std::size_t> current_{}, next_{}; ///< next_: an item that was asked for
    std::size_t at_ = 0;
    std::vector<std::optional<double>> gains_{};
    std::string order_ = "ab";
    std::vector<LabelEvent> events_{};
    std::chrono::steady_clock::time_point since_{};
};

} // namespace lapidary
