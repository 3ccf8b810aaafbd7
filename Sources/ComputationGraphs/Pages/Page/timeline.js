/** The moments of the computation: everything given, each result, then each gradient from the output backwards. */
class Timeline {
  constructor(graph) {
    const results = [...graph.name.keys()].filter(node => !graph.isGiven(node));
    const backward = graph.network.nodes.toReversed();
    this.nodes = [null, ...results, ...backward];
    this.forwardCount = results.length;
    this.last = this.nodes.length - 1;
    /** At which moment each node has its value, and its gradient. */
    this.valueAt = new Array(graph.count).fill(0);
    this.gradientAt = new Array(graph.count).fill(Infinity);
    this.nodes.forEach((node, moment) => {
      if (node !== null) (moment > this.forwardCount ? this.gradientAt : this.valueAt)[node] = moment;
    });
  }

  isBackward(moment) {
    return moment > this.forwardCount;
  }

  /** Where in its pass a moment stands, in words. */
  text(moment) {
    if (moment === 0) return "Given";
    return this.isBackward(moment)
      ? `Backward ${moment - this.forwardCount} of ${this.last - this.forwardCount}`
      : `Forward ${moment} of ${this.forwardCount}`;
  }
}

/** Runs through the moments by itself: about one a second, and faster where there are very many. */
class Player {
  constructor(timeline, goTo, changed) {
    Object.assign(this, { timeline, goTo, changed, isPlaying: false, speed: 1 });
    this.rate = Math.max(1.1, timeline.last / 60);
  }

  toggle(moment) {
    if (this.isPlaying) return this.stop();
    this.isPlaying = true;
    this.place = moment >= this.timeline.last ? 0 : moment;
    let before = null;
    const advance = time => {
      if (!this.isPlaying) return;
      // A page that was out of sight does not jump.
      if (before !== null) this.place += Math.min(time - before, 100) / 1000 * this.rate * this.speed;
      before = time;
      this.goTo(Math.min(Math.floor(this.place), this.timeline.last));
      if (this.place >= this.timeline.last) this.stop();
      else requestAnimationFrame(advance);
    };
    requestAnimationFrame(advance);
    this.changed();
  }

  stop() {
    this.isPlaying = false;
    this.changed();
  }
}
