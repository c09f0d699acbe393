import { useEffect, useState } from "preact/hooks";
import type { Activity, ActivityLog } from "./activity.ts";

export function useActivity(log: ActivityLog): Activity {
  const [activity, setActivity] = useState(log.current);
  useEffect(() => {
    setActivity(log.current());
    return log.subscribe(() => setActivity(log.current()));
  }, [log]);
  return activity;
}
