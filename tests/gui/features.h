// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "widgets/panels/compare/compare_feature.h"
#include "widgets/panels/data/data_feature.h"
#include "widgets/panels/home/home_feature.h"
#include "widgets/panels/label/label_feature.h"
#include "widgets/panels/models/models_feature.h"
#include "widgets/panels/reason/reason_feature.h"
#include "widgets/panels/train/train_feature.h"
#include "widgets/panels/workspace.h"
#include <tuple>
#include <vector>

namespace lapidary {

/// What stands behind the panels of a window, for tests that look at it or drive it without the mouse.
template <class T> T &featureOf(Workspace &workspace) {
    return *workspace.findChild<T *>();
}
inline HomeViewModel &homeOf(Workspace &workspace) {
    return featureOf<HomeFeature>(workspace).home();
}
inline DataViewModel &dataOf(Workspace &workspace) {
    return featureOf<DataFeature>(workspace).data();
}
inline CurationViewModel &curationOf(Workspace &workspace) {
    return featureOf<DataFeature>(workspace).curation();
}
inline TrainViewModel &curvesOf(Workspace &workspace) {
    return featureOf<TrainFeature>(workspace).curves();
}
inline SamplesModel &samplesOf(Workspace &workspace) {
    return featureOf<TrainFeature>(workspace).samples();
}
inline ScoresModel &scoresOf(Workspace &workspace) {
    return featureOf<TrainFeature>(workspace).scores();
}
inline BatchesModel &batchesOf(Workspace &workspace) {
    return featureOf<TrainFeature>(workspace).batches();
}
inline LabelViewModel &labelsOf(Workspace &workspace) {
    return featureOf<LabelFeature>(workspace).labels();
}
inline CompareViewModel &comparisonOf(Workspace &workspace) {
    return featureOf<CompareFeature>(workspace).comparison();
}
inline ArenaViewModel &arenaOf(Workspace &workspace) {
    return featureOf<CompareFeature>(workspace).arena();
}
inline DrawViewModel &drawOf(Workspace &workspace) {
    return featureOf<CompareFeature>(workspace).draw();
}
inline SearchSetup &searchSetupOf(Workspace &workspace) {
    return featureOf<ReasonFeature>(workspace).setup();
}
inline ReasonViewModel &treesOf(Workspace &workspace) {
    return featureOf<ReasonFeature>(workspace).trees();
}
inline ModelsViewModel &modelsOf(Workspace &workspace) {
    return featureOf<ModelsFeature>(workspace).models();
}
inline PlaygroundViewModel &playgroundOf(Workspace &workspace) {
    return featureOf<ModelsFeature>(workspace).playground();
}
inline MixerViewModel &mixerOf(Workspace &workspace) {
    return featureOf<ModelsFeature>(workspace).mixer();
}

/// What an object of another thread says, as it arrives on this one (a QSignalSpy would be written to by that thread).
template <class... Values> struct Heard {
    std::vector<std::tuple<std::decay_t<Values>...>> calls{};
    template <class Object, class Part> Heard(Object &object, void (Part::*signal)(Values...)) {
        QObject::connect(&object, signal, &here_,
                         [this](const std::decay_t<Values> &...values) { calls.emplace_back(values...); });
    }
    int count() const { return int(calls.size()); }

private:
    QObject here_{};
};

} // namespace lapidary
