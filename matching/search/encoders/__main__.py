"""`python -m matching.search.encoders`: make the model once for all that start from this Python."""

from matching.search.encoders.int8 import load_int8
from matching.search.encoders.model_folder import shared_data


def main() -> None:
    """Make the model where every Raspa of this Python looks first. Raises whatever fails."""
    data = shared_data()
    data.mkdir(parents=True, exist_ok=True)
    print(f"{load_int8(data).name} is in {data}")  # noqa: T201


if __name__ == "__main__":
    main()
