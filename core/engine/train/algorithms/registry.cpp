// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/algorithms/cpo.h"
#include "core/engine/train/algorithms/distillation.h"
#include "core/engine/train/algorithms/dpo.h"
#include "core/engine/train/algorithms/gkd.h"
#include "core/engine/train/algorithms/grpo.h"
#include "core/engine/train/algorithms/kto.h"
#include "core/engine/train/algorithms/online_dpo.h"
#include "core/engine/train/algorithms/opsa.h"
#include "core/engine/train/algorithms/opsd.h"
#include "core/engine/train/algorithms/oreo.h"
#include "core/engine/train/algorithms/orpo.h"
#include "core/engine/train/algorithms/ppo.h"
#include "core/engine/train/algorithms/pretrain.h"
#include "core/engine/train/algorithms/prm.h"
#include "core/engine/train/algorithms/reinforce_plus_plus.h"
#include "core/engine/train/algorithms/remax.h"
#include "core/engine/train/algorithms/reward.h"
#include "core/engine/train/algorithms/rloo.h"
#include "core/engine/train/algorithms/sdft.h"
#include "core/engine/train/algorithms/sdpo.h"
#include "core/engine/train/algorithms/sft.h"
#include "core/engine/train/algorithms/simpo.h"
#include "core/engine/train/algorithms/trpo.h"
#include "core/engine/train/algorithms/vpg.h"

namespace lapidary {

std::span<const AlgorithmInfo> algorithms() {
    static const AlgorithmInfo list[] = {
        pretrainInfo(),
        sftInfo(),
        dpoInfo(),
        grpoInfo(),
        simpoInfo(),
        cpoInfo(),
        orpoInfo(),
        ktoInfo(),
        rewardInfo(),
        prmInfo(),
        rlooInfo(),
        ppoInfo(),
        reinforcePlusPlusInfo(),
        reMaxInfo(),
        vpgInfo(),
        gkdInfo(),
        distillationInfo(),
        onlineDpoInfo(),
        sdftInfo(),
        sdpoInfo(),
        opsdInfo(),
        opsaInfo(),
        oreoInfo(),
        trpoInfo(),
    };
    return list;
}

const AlgorithmInfo *findAlgorithm(std::string_view name) {
    for (const auto &info : algorithms())
        if (info.info().name == name) return &info;
    return nullptr;
}

} // namespace lapidary
