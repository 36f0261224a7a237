import { Component, onWillStart, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";

const COLORS = { green: "success", amber: "warning", red: "danger", grey: "secondary" };

/** A small bar graph; the same numbers are there as a table for who cannot see it. */
export class TodayGraph extends Component {
    static template = "dscsa_compliance.TodayGraph";
    static props = { graph: Object, onOpen: Function };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [this.props.graph]
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    color(level) {
        const style = getComputedStyle(document.documentElement);
        return style.getPropertyValue(`--${COLORS[level] || "secondary"}`).trim() || "#888";
    }

    draw() {
        this.chart?.destroy();
        const { labels, levels, series, stacked } = this.props.graph;
        this.chart = new Chart(this.canvas.el, {
            type: "bar",
            data: {
                labels,
                datasets: series.map((one) => ({
                    label: one.label,
                    data: one.values,
                    backgroundColor: levels
                        ? levels.map((level) => this.color(level))
                        : this.color(one.level),
                    borderRadius: 4,
                    maxBarThickness: 48,
                })),
            },
            options: {
                maintainAspectRatio: false,
                animation: false,
                plugins: { legend: { display: series.length > 1, position: "bottom" } },
                scales: {
                    x: { stacked: Boolean(stacked), grid: { display: false } },
                    y: {
                        stacked: Boolean(stacked),
                        beginAtZero: true,
                        ticks: { precision: 0, maxTicksLimit: 5 },
                    },
                },
            },
        });
    }
}
