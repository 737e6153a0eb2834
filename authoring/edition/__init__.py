"""The ground floor: years, quantities, ratings, the plan and the model. Pure: knows no file format."""
