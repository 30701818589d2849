// SPDX-License-Identifier: Apache-2.0
// What most engine files need. torch/torch.h costs three times as much and brings nothing that we use.
#pragma once
#include <ATen/ATen.h>
#include <nlohmann/json.hpp>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/generated/variable_factories.h>
