import type { CustomerSort, CustomerSortField } from "@respan/client";
import type { JSX } from "preact";
import { sortField, sortFields } from "../sort.ts";

export interface SortPickerProps {
  readonly sort: CustomerSort;
  readonly onChange: (sort: CustomerSort) => void;
}

/** Every field that the endpoint sorts by, those without a column included. */
export function SortPicker({ sort, onChange }: SortPickerProps): JSX.Element {
  const field = sortField(sort);
  const isDescending = sort.startsWith("-");
  return (
    <div class="sort-picker">
      <label>
        <span>Sort by</span>
        <select
          value={field}
          onChange={(event) => {
            const chosen = event.currentTarget.value as CustomerSortField;
            onChange(isDescending ? `-${chosen}` : chosen);
          }}
        >
          {Object.entries(sortFields).map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="icon"
        aria-label={
          isDescending
            ? "Highest or latest first: turn around"
            : "Lowest or earliest first: turn around"
        }
        title={isDescending ? "Descending" : "Ascending"}
        onClick={() => onChange(isDescending ? field : `-${field}`)}
      >
        {isDescending ? "↓" : "↑"}
      </button>
    </div>
  );
}
