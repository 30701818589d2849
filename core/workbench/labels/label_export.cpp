// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_export.h"
#include "core/base/hash.h"
#include "core/data/layouts/registry.h"
#include "core/workbench/data/jsonl.h"
#include <algorithm>

namespace lapidary {
namespace {

/// Somebody's verdict about an item.
struct Said {
    const LabelState *state = nullptr;
    std::size_t item = 0;
    const LabelMark &mark() const { return state->marks()[item]; }
    std::vector<std::optional<double>> values() const { return state->kind().values(state->task(item), mark()); }
};

std::vector<Said> saidOf(const LabelBook &book, const std::string &id) {
    std::vector<Said> out;
    for (const auto &[name, state] : book)
        if (const auto at = state.find(id); at && state.marks()[*at].status() == LabelStatus::Done)
            out.push_back({&state, *at});
    return out;
}

/// What more than half of them say; of kinds that have no values the first.
std::optional<Said> majority(const std::vector<Said> &all) {
    for (const Said &each : all) {
        const auto values = each.values();
        const auto same =
            std::count_if(all.begin(), all.end(), [&](const Said &other) { return other.values() == values; });
        if (2 * static_cast<std::size_t>(same) > all.size()) return each;
    }
    return std::nullopt;
}

bool differ(const std::vector<Said> &all) {
    return std::any_of(all.begin(), all.end(), [&](const Said &each) { return each.values() != all[0].values(); });
}

/// An ideal answer is nobody's verdict: one that another person wrote is taken too.
LabelMark withIdeal(LabelMark mark, const LabelBook &book, const std::string &id) {
    for (const auto &[name, state] : book)
        if (const auto at = state.find(id); at && mark.ideal.empty()) mark.ideal = state.marks()[*at].ideal;
    return mark;
}

bool isAction(const Said &said, const std::string &verdict) {
    const auto actions = said.state->kind().actions(said.state->task(said.item));
    return std::any_of(actions.begin(), actions.end(), [&](const LabelAction &each) { return each.name == verdict; });
}

void addRows(LabelRows &out, const Said &said, const LabelMark &mark, LabelShape shape) {
    const LabelKind &kind = said.state->kind();
    const bool judged = shape == LabelShape::Judged && kind.judged;
    const auto rows = (judged ? kind.judged : kind.rows)(said.state->task(said.item), mark);
    ++(rows.empty() ? out.silent : out.items);
    if (rows.empty() && isAction(said, mark.verdict)) ++out.silentBy[mark.verdict];
    for (const Record &row : rows)
        if (auto written = writeRecord(row)) {
            if (judged && mark.strong) (*written)["strength"] = 2;                  // as pairs have it
            if (!mark.accepted.empty()) (*written)["suggested_by"] = mark.accepted; // nothing learns from it
            out.rows.push_back(std::move(*written));
        }
    out.accepted += !rows.empty() && !mark.accepted.empty();
}

bool anySkipped(const LabelBook &book, std::size_t item) {
    return std::any_of(book.begin(), book.end(),
                       [&](const auto &page) { return page.second.marks()[item].status() == LabelStatus::Skipped; });
}

} // namespace

LabelRows labelRows(const LabelBook &book, const LabelBook &settled, LabelShape shape) {
    LabelRows out;
    if (book.empty()) return out;
    const LabelState &first = book.front().second;
    for (std::size_t i = 0; i < first.items().size(); ++i) {
        const LabelItem &item = first.items()[i];
        if (!item.repeats.empty()) continue;
        if (out.makes.empty())
            out.makes = shape == LabelShape::Judged && first.kind().judged ? kindOf({.what = Unpaired{}})
                                                                           : first.kind().makes(item.answers.size());
        const auto said = saidOf(book, item.id), final = saidOf(settled, item.id);
        if (said.empty() && final.empty()) {
            ++(anySkipped(book, i) ? out.skipped : out.open);
            continue;
        }
        if (const auto agreed = majority(final.empty() ? said : final))
            addRows(out, *agreed, withIdeal(agreed->mark(), book, item.id), shape);
        else
            ++out.disputed;
    }
    return out;
}

Sentence leftOutOf(const LabelRows &made, const LabelKind &kind) {
    std::vector<Sentence> parts;
    std::size_t named = 0;
    LabelItem sample;
    sample.answers.resize(kind.most);
    sample.steps = {""};
    const std::vector<std::string> criteria{""};
    std::string order;
    while (order.size() < kind.most) order += static_cast<char>('a' + order.size());
    for (const LabelAction &action : kind.actions({sample, order, criteria}))
        if (const auto found = made.silentBy.find(action.name); found != made.silentBy.end()) {
            parts.push_back({"{0} of “{1}”", found->second, action.words});
            named += found->second;
        }
    if (made.silent > named) parts.push_back({"{0} without a lesson", made.silent - named});
    if (made.disputed > 0) parts.push_back({"{0} disputed", made.disputed});
    if (made.skipped > 0) parts.push_back({"{0} skipped", made.skipped});
    if (made.open > 0) parts.push_back({"{0} open", made.open});
    return parts.empty() ? Sentence() : listed(parts, ", ", ", ");
}

Result<std::vector<LabelLesson>> lessonsOf(Project &project, const std::string &name, const Catalogue &catalogue) {
    const auto queue = readLabelQueue(project.folder(), name);
    if (!queue) return unexpected(queue.error());
    const auto book = labelBook(project.store(), *queue);
    if (!book) return unexpected(book.error());
    const auto settled = settledBook(project, *queue);
    if (!settled) return unexpected(settled.error());
    std::vector<LabelLesson> out;
    for (const LabelShape shape : {LabelShape::Own, LabelShape::Judged}) {
        if (shape == LabelShape::Judged && !queue->setup.kind->judged) continue;
        const LabelRows made = labelRows(*book, *settled, shape);
        for (const MethodInfo &method : catalogue.algorithms)
            if (const Port *train = method.port("train"); train && !made.makes.empty() && train->layout == made.makes)
                out.push_back({method.name, shape, made, leftOutOf(made, *queue->setup.kind)});
    }
    return out;
}

std::vector<LabelItem> disputedItems(const LabelBook &book, const LabelBook &settled) {
    std::vector<LabelItem> out;
    if (book.empty()) return out;
    for (const LabelItem &item : book.front().second.items())
        if (item.repeats.empty() && differ(saidOf(book, item.id)) && saidOf(settled, item.id).empty())
            out.push_back(item);
    return out;
}

Result<LabelBook> settledBook(Project &project, const LabelQueue &queue) {
    LabelBook out;
    for (const auto &name : labelQueueNames(project.folder())) {
        const auto other = readLabelQueue(project.folder(), name);
        if (!other || other->adjudicates != queue.name) continue;
        auto book = labelBook(project.store(), *other);
        if (!book) return unexpected(book.error());
        std::move(book->begin(), book->end(), std::back_inserter(out));
    }
    return out;
}

Result<LabelQueue> adjudicationOf(Project &project, const std::string &name, const std::string &wanted) {
    const auto queue = readLabelQueue(project.folder(), name);
    if (!queue) return unexpected(queue.error());
    const auto book = labelBook(project.store(), *queue);
    if (!book) return unexpected(book.error());
    const auto settled = settledBook(project, *queue);
    if (!settled) return unexpected(settled.error());
    LabelQueue out{.name = wanted,
                   .setup = queue->setup,
                   .seed = queue->seed, // the sides stand as both saw them
                   .runs = queue->runs,
                   .adjudicates = name,
                   .guidelines = queue->guidelines,
                   .items = disputedItems(*book, *settled)};
    if (out.items.empty())
        return fail({.code = "labels.no_dispute",
                     .message = "nobody disagrees about an item of this queue that is not settled yet",
                     .found = name,
                     .expected = "an item that two people judged otherwise",
                     .remedy = "Let a second person label the queue: --annotator NAME."});
    if (auto made = makeLabelQueue(project.folder(), out); !made) return unexpected(made.error());
    return out;
}

Result<LabelFile> writeLabels(Project &project, const std::string &name, LabelShape shape) {
    const auto queue = readLabelQueue(project.folder(), name);
    if (!queue) return unexpected(queue.error());
    const auto book = labelBook(project.store(), *queue);
    if (!book) return unexpected(book.error());
    const auto settled = settledBook(project, *queue);
    if (!settled) return unexpected(settled.error());
    LabelFile out{.labels = labelRows(*book, *settled, shape)};
    if (out.labels.rows.empty())
        return fail({.code = "labels.nothing_to_export",
                     .message = "no label of this queue teaches anything yet",
                     .found = {"{0}: {1} without a lesson, {2} disputed, {3} skipped, {4} open", name,
                               out.labels.silent, out.labels.disputed, out.labels.skipped, out.labels.open},
                     .expected = "at least one verdict that prefers or judges an answer, or an ideal answer",
                     .remedy = "Label some items first; ties, skipped and disputed ones teach nothing."});
    const std::string text = toJsonl(out.labels.rows);
    out.hash = contentHash(text);
    out.file = labelFolder(project.folder(), name) / ("labels-" + out.hash + ".jsonl");
    if (auto written = writeFileAtomic(out.file, text); !written) return unexpected(written.error());
    return out;
}

} // namespace lapidary
