import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { isPassing } from "./problem";
import { uuid } from "./uuid";

// A change with an idempotency key that stays the same until the service has decided, so that pressing the button
// again after a lost answer does not do the thing twice.
export function useCommand<Input, Output>(run: (input: Input, key: string) => Promise<Output>, done?: (output: Output) => void) {
  const key = useRef<string | null>(null);
  return useMutation({
    mutationFn: (input: Input) => {
      key.current ??= uuid();
      return run(input, key.current);
    },
    onSuccess: (output) => {
      key.current = null;
      done?.(output);
    },
    onError: (error) => {
      if (!isPassing(error)) key.current = null;
    },
  });
}
