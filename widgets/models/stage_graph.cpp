// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/stage_graph.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

const StageNode *StageGraphValues::find(const QString &id) const {
    const auto it = std::find_if(nodes.begin(), nodes.end(), [&](const StageNode &node) { return node.id == id; });
    return it == nodes.end() ? nullptr : &*it;
}

QString StageGraphValues::stageOf(const QString &run) const {
    for (const StageNode &node : nodes)
        if (!run.isEmpty() && node.run == run) return node.id;
    return {};
}

QSizeF stageSize(StageKind kind) {
    switch (kind) {
    case StageKind::Data:
    case StageKind::Model:
        return {156, 48};
    case StageKind::Arm:
        return {232, 36};
    case StageKind::Comparison:
        return {140, 72};
    default:
        return {164, 80};
    }
}

namespace {

constexpr double kGapX = 32, kGapY = 8, kLane = 8;

/// A node of the graph, or a lane that a long edge takes through a layer.
struct Place {
    int layer = 0;
    QSizeF size{};
    double y = 0; ///< of its middle
    QVector<int> before{}, after{};
};

class Layouter {
public:
    Layouter(const StageGraphValues &graph, QSizeF (*sizeOf)(StageKind)) : graph_(graph) {
        for (int i = 0; i < graph.nodes.size(); ++i) {
            index_.insert(graph.nodes[i].id, i);
            places_.append({.size = sizeOf(graph.nodes[i].kind)});
        }
        for (const auto &[from, to] : graph.edges)
            if (index_.contains(from) && index_.contains(to) && from != to) ways_.append({index_[from], index_[to]});
    }

    NodeLayout make() {
        setLayers();
        addLanes();
        orderLayers();
        setHeights();
        return result();
    }

private:
    void setLayers() {
        // As many rounds as there are nodes: enough for every way without a circle, and an end where there is one.
        const int count = int(places_.size());
        bool moved = true;
        for (int round = 0; moved && round < count; ++round) {
            moved = false;
            for (const auto &[from, to] : std::as_const(ways_))
                if (places_[to].layer <= places_[from].layer && places_[from].layer + 1 < count) {
                    places_[to].layer = places_[from].layer + 1;
                    moved = true;
                }
        }
        int lastArm = 0, last = 0;
        for (int i = 0; i < count; ++i)
            if (graph_.nodes[i].kind == StageKind::Arm) lastArm = std::max(lastArm, places_[i].layer);
        for (int i = 0; i < count; ++i)
            if (graph_.nodes[i].kind == StageKind::Arm) places_[i].layer = lastArm;
        for (const auto &place : std::as_const(places_)) last = std::max(last, place.layer);
        for (int i = 0; i < count; ++i)
            if (graph_.nodes[i].kind == StageKind::Comparison)
                places_[i].layer = std::max(places_[i].layer, std::max(lastArm + 1, last));
        // What begins nowhere stands right before its first use.
        for (int i = 0; i < count; ++i) {
            int first = count + 1;
            bool source = true;
            for (const auto &[from, to] : std::as_const(ways_)) {
                if (to == i) source = false;
                if (from == i) first = std::min(first, places_[to].layer);
            }
            if (source && first <= count) places_[i].layer = std::max(first - 1, 0);
        }
        ways_.removeIf([&](const QPair<int, int> &way) {
            return places_[way.second].layer <= places_[way.first].layer;
        }); // of a circle
    }

    void addLanes() {
        for (const auto &[from, to] : std::as_const(ways_)) {
            QVector<int> route{from};
            for (int layer = places_[from].layer + 1; layer < places_[to].layer; ++layer) {
                places_.append({.layer = layer, .size = {0, kLane}});
                route.append(int(places_.size()) - 1);
            }
            route.append(to);
            for (int i = 0; i + 1 < route.size(); ++i) {
                places_[route[i]].after.append(route[i + 1]);
                places_[route[i + 1]].before.append(route[i]);
            }
            routes_.append(route);
        }
        int layers = 0;
        for (const auto &place : std::as_const(places_)) layers = std::max(layers, place.layer + 1);
        layers_.resize(layers);
        for (int i = 0; i < places_.size(); ++i) layers_[places_[i].layer].append(i);
    }

    void orderLayers() {
        QVector<double> rank(places_.size());
        const auto number = [&](const QVector<int> &layer) {
            for (int k = 0; k < layer.size(); ++k) rank[layer[k]] = k;
        };
        for (const auto &layer : std::as_const(layers_)) number(layer);
        const auto sweep = [&](QVector<int> &layer, bool down) {
            QHash<int, double> centre;
            for (int i : std::as_const(layer)) {
                const auto &near = down ? places_[i].before : places_[i].after;
                double sum = 0;
                for (int other : near)
                    sum += rank[other] / std::max(1.0, double(layers_[places_[other].layer].size() - 1));
                centre[i] =
                    near.isEmpty() ? rank[i] / std::max(1.0, double(layer.size() - 1)) : sum / double(near.size());
            }
            std::stable_sort(layer.begin(), layer.end(), [&](int a, int b) { return centre[a] < centre[b]; });
            number(layer);
        };
        for (int round = 0; round < 6; ++round) {
            for (int l = 1; l < layers_.size(); ++l) sweep(layers_[l], true);
            for (int l = int(layers_.size()) - 2; l >= 0; --l) sweep(layers_[l], false);
        }
    }

    double apart(int a, int b) const { return (places_[a].size.height() + places_[b].size.height()) / 2 + kGapY; }

    /// The heights nearest to the wanted ones that keep order and distances: pool adjacent violators.
    void settle(const QVector<int> &layer, const QVector<double> &wanted) {
        struct Pool {
            double sum;
            int count;
            double mean() const { return sum / count; }
        };
        QVector<Pool> pools;
        QVector<double> offset(layer.size(), 0);
        for (int k = 1; k < layer.size(); ++k) offset[k] = offset[k - 1] + apart(layer[k - 1], layer[k]);
        for (int k = 0; k < layer.size(); ++k) {
            pools.append({wanted[k] - offset[k], 1});
            while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.last().mean()) {
                const Pool top = pools.takeLast();
                pools.last().sum += top.sum;
                pools.last().count += top.count;
            }
        }
        int k = 0;
        for (const Pool &pool : std::as_const(pools))
            for (int i = 0; i < pool.count; ++i, ++k) places_[layer[k]].y = pool.mean() + offset[k];
    }

    void setHeights() {
        for (const auto &layer : std::as_const(layers_)) settle(layer, QVector<double>(layer.size(), 0));
        for (int round = 0; round < 12; ++round) {
            const bool down = round % 2 == 0;
            for (int step = 0; step < layers_.size(); ++step) {
                const auto &layer = layers_[down ? step : layers_.size() - 1 - step];
                QVector<double> wanted;
                for (int i : layer) {
                    const auto &near = down ? places_[i].before : places_[i].after;
                    double sum = 0;
                    for (int other : near) sum += places_[other].y;
                    wanted.append(near.isEmpty() ? places_[i].y : sum / double(near.size()));
                }
                settle(layer, wanted);
            }
        }
    }

    NodeLayout result() const {
        NodeLayout out;
        QVector<double> left, width;
        double x = 0;
        for (const auto &layer : layers_) {
            double widest = 0;
            for (int i : layer) widest = std::max(widest, places_[i].size.width());
            left.append(x);
            width.append(widest);
            x += widest + kGapX;
        }
        for (int i = 0; i < graph_.nodes.size(); ++i) {
            const Place &place = places_[i];
            const QRectF box(left[place.layer], std::round(place.y - place.size.height() / 2), place.size.width(),
                             place.size.height());
            out.boxes.insert(graph_.nodes[i].id, box);
            out.bounds = out.bounds.united(box);
        }
        for (const auto &route : routes_) {
            const QString from = graph_.nodes[route.first()].id, to = graph_.nodes[route.last()].id;
            QVector<QPointF> points{{out.boxes[from].right(), out.boxes[from].center().y()}};
            for (int k = 1; k + 1 < route.size(); ++k) {
                const Place &lane = places_[route[k]];
                points.append({left[lane.layer], lane.y});
                points.append({left[lane.layer] + width[lane.layer], lane.y});
                out.bounds = out.bounds.united(QRectF(points.last(), QSizeF(1, 1)));
            }
            points.append({out.boxes[to].left(), out.boxes[to].center().y()});
            out.edges.append({from, to, points});
        }
        return out;
    }

    const StageGraphValues &graph_;
    QHash<QString, int> index_{};
    QVector<QPair<int, int>> ways_{};
    QVector<Place> places_{};
    QVector<QVector<int>> layers_{}, routes_{};
};

} // namespace

NodeLayout layoutOf(const StageGraphValues &graph, QSizeF (*sizeOf)(StageKind)) {
    return Layouter(graph, sizeOf).make();
}

} // namespace lapidary
