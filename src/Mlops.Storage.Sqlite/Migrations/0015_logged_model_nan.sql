-- NaN is neither larger nor smaller than a number: it does not count in the bounds of a series, which are infinity and its negative
-- where the series has no number.
ALTER TABLE logged_model_series ADD COLUMN has_nan INTEGER NOT NULL DEFAULT 0;
UPDATE logged_model_series SET
    has_nan = 1,
    min_value = coalesce((SELECT min(p.value) FROM logged_model_points p WHERE p.series = logged_model_series.id AND p.is_nan = 0), 9e999),
    max_value = coalesce((SELECT max(p.value) FROM logged_model_points p WHERE p.series = logged_model_series.id AND p.is_nan = 0), -9e999)
WHERE EXISTS (SELECT 1 FROM logged_model_points p WHERE p.series = logged_model_series.id AND p.is_nan = 1);
