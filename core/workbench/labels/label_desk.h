// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/labels.h"
#include <chrono>

namespace lapidary {

/// How an item's candidates stand, from the left: drawn once from the stream of queue seed and item, whoever looks.
std::string drawnOrder(std::uint64_t seed, const std::string &item);

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
    std::string order() const; ///< of the shown item's candidates

    void setFilter(const LabelFilter &filter); ///< the shown item stays where it passes
    const LabelFilter &filter() const { return filter_; }
    bool show(std::size_t index);
    bool move(int by); ///< 1 or -1: to a neighbour in the list

    void choose(const std::string &verdict, bool strong); ///< and goes on to the next pending item of the list
    void skip();                                          ///< goes on too; what has a verdict keeps it
    bool undo();                                          ///< and shows the item that it was about
    bool redo();
    void flag();
    void comment(const std::string &text);
    void ideal(const std::string &text);
    void add(LabelItem item); ///< comes next

    /// Events since the last call, oldest first.
    std::vector<LabelEvent> take();

private:
    LabelEvent event(const char *kind) const;
    void say(LabelEvent event);
    bool listed(std::size_t index) const;
    void advance();
    void look(std::optional<std::size_t> index);
    std::int64_t elapsed() const;

    LabelState state_{};
    Session session_{};
    LabelFilter filter_{};
    std::optional<std::size_t> current_{}, next_{}; ///< next_: an item that was asked for
    std::vector<LabelEvent> events_{};
    std::chrono::steady_clock::time_point since_{};
};

} // namespace lapidary
