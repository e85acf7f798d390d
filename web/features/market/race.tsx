/** The mill race behind the headline: a wheel in moving water. Says nothing that the words do not. */
export function Race() {
  return (
    <svg
      viewBox="0 0 400 300"
      aria-hidden
      preserveAspectRatio="xMaxYMid slice"
      className="absolute inset-y-0 right-0 h-full w-full opacity-25 sm:w-3/4 sm:opacity-100"
      fill="none"
    >
      <defs>
        <linearGradient id="fade" x1="0" x2="1">
          <stop offset="0" stopColor="#0a3f43" />
          <stop offset="0.45" stopColor="#0a3f43" stopOpacity="0.2" />
          <stop offset="1" stopColor="#0a3f43" stopOpacity="0" />
        </linearGradient>
      </defs>
      <g className="origin-[300px_140px] animate-wheel" stroke="#4fb3ab" strokeWidth="5" strokeLinecap="round">
        <circle cx="300" cy="140" r="78" />
        <circle cx="300" cy="140" r="66" strokeWidth="2" />
        <circle cx="300" cy="140" r="11" fill="#4fb3ab" />
        {PADDLES.map((angle) => (
          <g key={angle} transform={`rotate(${angle} 300 140)`}>
            <path d="M300 129V50" strokeWidth="3" />
            <path d="M300 62V36M286 36h28" />
          </g>
        ))}
      </g>
      {WAVES.map(({ y, colour }) => (
        <path key={y} d={`M-40 ${y}q25 -14 50 0t50 0 50 0 50 0 50 0 50 0 50 0 50 0 50 0V300H-40z`} fill={colour} />
      ))}
      <rect width="400" height="300" fill="url(#fade)" />
    </svg>
  )
}

const PADDLES = Array.from({ length: 12 }, (_, index) => index * 30)

const WAVES = [
  { y: 222, colour: '#0f5c60' },
  { y: 240, colour: '#147479' },
  { y: 262, colour: '#1b8d8e' },
] as const
