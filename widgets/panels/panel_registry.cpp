// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/panel_registry.h"
#include "widgets/panels/compare/compare_feature.h"
#include "widgets/panels/data/data_feature.h"
#include "widgets/panels/home/home_feature.h"
#include "widgets/panels/label/label_feature.h"
#include "widgets/panels/models/models_feature.h"
#include "widgets/panels/reason/reason_feature.h"
#include "widgets/panels/train/train_feature.h"

namespace lapidary {

QVector<Feature *> makeFeatures(Workspace &workspace) {
    auto *train = new TrainFeature(workspace);
    return {
        new HomeFeature(workspace, train->curves()), // its stages show them
        new DataFeature(workspace),
        train,
        new LabelFeature(workspace),
        new ReasonFeature(workspace),
        new CompareFeature(workspace),
        new ModelsFeature(workspace),
    };
}

} // namespace lapidary
