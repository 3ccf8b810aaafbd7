/// The kernel's picture in Jupyter's launcher: a recurrent network, unrolled over three steps.
enum Logo {
  static let svg = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="unroll">
      <rect width="64" height="64" rx="13" fill="#1f2937"/>
      <g fill="none" stroke="#f9a03f" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">
        <path d="M18 32h6M36 32h6M12 49v-9M30 49v-9M48 49v-9M12 24v-9M30 24v-9M48 24v-9"/>
        <path d="M22 29l3 3-3 3M40 29l3 3-3 3"/>
      </g>
      <g fill="#fde8cd"><circle cx="12" cy="32" r="6"/><circle cx="30" cy="32" r="6"/><circle cx="48" cy="32" r="6"/></g>
    </svg>

    """
}
