// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/difference_reader.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/open_project.h"

namespace lapidary {

namespace {

const QLatin1String kRun("run:");

Result<SaidExperiment> saidAt(const fs::path &place) {
    std::error_code ignored;
    const fs::path file = fs::is_directory(place, ignored) ? place / "experiment.toml" : place;
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const auto experiment = readExperiment(file, *catalogue, {}, true);
    if (!experiment) return fail(joined(experiment.error()));
    return tablesOf(*experiment);
}

} // namespace

DifferenceReader::DifferenceReader(OpenProject &open, QObject *parent) : ProjectPart(parent), open_(open) {}

Result<std::vector<TableDifference>> DifferenceReader::difference(const QString &from) const {
    const bool ofRuns = from.isEmpty() || from.startsWith(kRun);
    auto now = open_->experiment();
    if (!now) return unexpected(now.error());
    Result<SaidExperiment> before = SaidExperiment{};
    if (from.isEmpty()) {
        const auto plan = open_->lastPlan();
        if (!plan) return unexpected(plan.error());
        before = tablesOf(*plan);
    } else {
        before = ofRuns ? tablesOfRun(open_->runFolder(fromQt(from.mid(kRun.size())))) : saidAt(fromQt(from));
    }
    if (!before) return unexpected(before.error());
    return differenceOf(*before, tablesOf(*now, ofRuns));
}

void DifferenceReader::compareWith(const QString &from) {
    if (!open_) return;
    auto found = difference(from);
    if (found)
        Q_EMIT differenceRead({from, {}, std::move(*found)});
    else
        Q_EMIT differenceRead({from, toQt(found.error()), {}});
}

} // namespace lapidary
